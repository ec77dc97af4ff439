/// What `-Q` asks for; answered on standard output, one a line.
package enum AlgorithmQuery: String, Sendable, Hashable, CaseIterable {
    /// Ciphers.
    case cipher
    /// Compression methods: none.
    case compression
    /// Key exchanges.
    case kex
    /// Types of keys, our own and the hosts'.
    case key
    /// Message authentication codes.
    case mac
    /// Versions of the protocol: 2.
    case protocolVersion = "protocol-version"
    /// The signature algorithms of keys.
    case sig
    /// What can be asked for.
    case help

    /// Reads the argument: one of the names above, or a keyword of ssh_config(5) in upper or lower case; nil for
    /// anything else.
    init?(argument: String) {
        let keywords: [String: AlgorithmQuery] = [
            "ciphers": .cipher, "macs": .mac, "kexalgorithms": .kex, "hostkeyalgorithms": .sig,
            "pubkeyacceptedalgorithms": .sig, "pubkeyacceptedkeytypes": .sig,
        ]
        guard let query = AlgorithmQuery(rawValue: argument) ?? keywords[argument.lowercased()] else { return nil }
        self = query
    }
}
