import TunnelModel

/// How the value of a keyword that we act on is read, and which property of the draft it goes to if that is still open.
enum KeywordReader: Sendable {
    /// A property of the draft.
    typealias Slot<Value> = any WritableKeyPath<SettingsDraft, Value?> & Sendable
    /// Reads whatever it wants.
    typealias Special =
        @Sendable (inout SettingsDraft, inout SettingValues, Origin, Lookups) throws(SettingsError) -> Void

    /// `yes` or `no`.
    case flag(Slot<Bool>)
    /// One word.
    case word(Slot<String>)
    /// A time in seconds; `none` leaves the place open.
    case time(Slot<Int>)
    /// A whole number.
    case integer(Slot<Int>)
    /// File names.
    case files(Slot<[String]>)
    /// Algorithms out of a known set; `fault` is what ssh says about a bad list, before the list in quotes.
    case algorithms(Slot<AlgorithmList>, known: Set<String>, fault: String)
    /// A forward of this kind; forwards add up.
    case forward(ForwardKind)
    /// Anything else.
    case special(Special)

    /// Reads the value and keeps it, unless an earlier one wins. Extra arguments are left to the caller.
    func read(
        _ values: inout SettingValues, into draft: inout SettingsDraft, origin: Origin, lookups: Lookups
    ) throws(SettingsError) {
        switch self {
        case .flag(let slot): draft.keep(slot, try values.flag())
        case .word(let slot): draft.keep(slot, try values.word())
        case .time(let slot): draft.keep(slot, try values.time())
        case .integer(let slot): draft.keep(slot, try values.integer())
        case .files(let slot): draft.keep(slot, try values.files())
        case .algorithms(let slot, let known, let fault):
            draft.keep(slot, try values.algorithms(known, fault: fault))
        case .forward(let kind): draft.add(forward: try values.forward(kind, lookups))
        case .special(let read): try read(&draft, &values, origin, lookups)
        }
    }
}

extension SettingsDraft {
    /// The first value wins; nil leaves the place open.
    mutating func keep<Value>(_ slot: WritableKeyPath<SettingsDraft, Value?>, _ value: Value?) {
        if self[keyPath: slot] == nil { self[keyPath: slot] = value }
    }
}
