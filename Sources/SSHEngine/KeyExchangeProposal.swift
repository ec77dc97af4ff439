/// What a server offers in its key exchange (SSH_MSG_KEXINIT, RFC 4253 section 7.1), to say what is missing when there
/// is nothing in common: libssh2 only says that it failed.
///
/// The first packet after the identification is in clear: uint32 length, byte padding, byte 20, 16 random bytes, then
/// ten name lists.
struct KeyExchangeProposal: Equatable {
    /// The kinds of algorithm that both sides must agree on, in ssh's words.
    enum Kind: String, CaseIterable {
        case keyExchange = "key exchange method"
        case hostKey = "host key type"
        case cipher = "cipher"
        case mac = "MAC"
    }

    private var bytes: [UInt8] = []
    private(set) var names: [Kind: [String]] = [:]

    /// The longest first packet that is looked at, in bytes (RFC 4253 section 6.1).
    static let maximumLength = 35_000

    /// Nothing more is to be learnt.
    var isDone: Bool { !names.isEmpty || bytes.count > Self.maximumLength }

    /// Looks at further bytes after the identification line.
    mutating func inspect(_ more: some Sequence<UInt8>) {
        guard !isDone else { return }
        bytes += more.prefix(Self.maximumLength + 1 - bytes.count)
        guard bytes.count >= 4 else { return }
        let length = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.maximumLength, bytes.count >= 4 + length, length > 18, bytes[5] == 20 else { return }
        names = Self.lists(bytes[22..<4 + length])
        bytes = []
    }

    /// What keeps the two sides apart, in ssh's words; nil if each kind has a name that both know.
    func obstacle(to ours: Algorithms) -> String? {
        let wanted: [Kind: [String]] = [
            .keyExchange: ours.keyExchange, .hostKey: ours.hostKey, .cipher: ours.cipher, .mac: ours.mac,
        ]
        for kind in Kind.allCases {
            guard let offered = names[kind], let wanted = wanted[kind] else { continue }
            if Set(offered).isDisjoint(with: wanted) {
                return "no matching \(kind.rawValue) found. Their offer: \(offered.joined(separator: ","))"
                    + "; ours: \(wanted.joined(separator: ","))"
            }
        }
        return nil
    }

    /// The first four kinds of list; the lists from client to server, which are the same with every server in use.
    private static func lists(_ body: ArraySlice<UInt8>) -> [Kind: [String]] {
        var rest = body
        var found: [[String]] = []
        while found.count < 6, rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard length <= rest.count - 4 else { break }
            let text = rest.dropFirst(4).prefix(length)
            let clean = text.map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }
            found.append(String(decoding: clean, as: UTF8.self).split(separator: ",").map(String.init))
            rest = rest.dropFirst(4 + length)
        }
        guard found.count == 6 else { return [:] }
        return [.keyExchange: found[0], .hostKey: found[1], .cipher: found[2], .mac: found[4]]
    }
}
