package import TunnelModel

/// Who wants to come in by a token. Its signature was checked before.
package struct Enrolling: Sendable, Hashable {
    /// The token's number, from the forced command of its one-time key.
    package var token: TokenID
    /// The new key, to be kept for good.
    package var key: PublicKey
    /// What the device calls itself; only a template with `{host}` looks at it.
    package var host: PlainText?
    /// What the device says about its machine.
    package var facts: MachineFacts
    /// The address it comes from; nil when nobody knows.
    package var from: PlainText?

    /// A request from its parts.
    package init(
        token: TokenID, key: PublicKey, host: PlainText? = nil, facts: MachineFacts = .none, from: PlainText? = nil
    ) {
        self.token = token
        self.key = key
        self.host = host
        self.facts = facts
        self.from = from
    }
}
