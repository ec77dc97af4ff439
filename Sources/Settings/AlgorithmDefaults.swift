/// The algorithms that the transport offers by default, in its order; for printing what a run would use.
package struct AlgorithmDefaults: Sendable, Hashable {
    /// Ciphers.
    package var ciphers: [String]
    /// Message authentication codes.
    package var macs: [String]
    /// Key exchanges.
    package var keyExchanges: [String]
    /// Host key algorithms.
    package var hostKeys: [String]
    /// Signature algorithms of our own keys.
    package var publicKeys: [String]

    /// Takes the lists.
    package init(
        ciphers: [String], macs: [String], keyExchanges: [String], hostKeys: [String], publicKeys: [String]
    ) {
        self.ciphers = ciphers
        self.macs = macs
        self.keyExchanges = keyExchanges
        self.hostKeys = hostKeys
        self.publicKeys = publicKeys
    }
}
