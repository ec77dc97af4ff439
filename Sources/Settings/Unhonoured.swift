/// A keyword of ssh that we do not act on: what may stand there, and what becomes of it.
///
/// Only the value that would count in ssh is judged, so `-o Keyword=no` gets along with any file.
package struct Unhonoured: Sendable {
    /// What becomes of a value that asks for something else than we do anyway.
    package enum Treatment: Sendable, Hashable {
        /// It is refused, in one line.
        case refused
        /// It is passed over, and everybody is told: somebody may rely on it.
        case warned
        /// It is passed over, and `-v` tells: nobody is harmed.
        case noted
    }

    /// How its value is read, with ssh's words about a bad one.
    var grammar: ValueGrammar
    /// The values, in lower case, that say what we do anyway; `*` stands for every value.
    var fitting: [String]
    /// What becomes of other values of `-o` and flags.
    package var onCommandLine: Treatment
    /// What becomes of other values in a file, which may serve other programs too.
    package var inFile: Treatment
    /// Why, or what to use instead.
    package var reason: String

    /// Other spellings that ssh takes.
    static let aliases = [
        "challengeresponseauthentication": "kbdinteractiveauthentication", "dsaauthentication": "pubkeyauthentication",
        "hostbasedkeytypes": "hostbasedacceptedalgorithms", "skeyauthentication": "kbdinteractiveauthentication",
        "smartcarddevice": "pkcs11provider", "tisauthentication": "kbdinteractiveauthentication",
    ]

    /// An entry whose values are always refused unless they fit.
    static func refused(_ grammar: ValueGrammar, _ fitting: [String], _ reason: String) -> Unhonoured {
        Unhonoured(grammar: grammar, fitting: fitting, onCommandLine: .refused, inFile: .refused, reason: reason)
    }

    /// An entry that is refused on the command line, where it was asked for just now, and noted in a file.
    static func refusedHere(_ grammar: ValueGrammar, _ fitting: [String], _ reason: String) -> Unhonoured {
        Unhonoured(grammar: grammar, fitting: fitting, onCommandLine: .refused, inFile: .noted, reason: reason)
    }

    /// An entry that everybody is told about.
    static func warned(_ grammar: ValueGrammar, _ fitting: [String], _ reason: String) -> Unhonoured {
        Unhonoured(grammar: grammar, fitting: fitting, onCommandLine: .warned, inFile: .warned, reason: reason)
    }

    /// An entry that is told to who asked for it on the command line, and noted in a file.
    static func noted(_ grammar: ValueGrammar, _ fitting: [String], _ reason: String) -> Unhonoured {
        Unhonoured(grammar: grammar, fitting: fitting, onCommandLine: .warned, inFile: .noted, reason: reason)
    }

    /// An entry that only `-v` tells about, wherever it stands.
    static func quiet(_ grammar: ValueGrammar, _ fitting: [String], _ reason: String) -> Unhonoured {
        Unhonoured(grammar: grammar, fitting: fitting, onCommandLine: .noted, inFile: .noted, reason: reason)
    }

    /// What becomes of a setting; nil if it asks for what we do anyway.
    func treatment(of setting: Setting) -> Treatment? {
        let value = setting.arguments.first?.lowercased() ?? ""
        guard !fitting.contains(value), !fitting.contains("*") else { return nil }
        if case .file = setting.origin { return inFile }
        return onCommandLine
    }
}
