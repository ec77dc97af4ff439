/// What a key may be used for. A fingerprint has one role, for ever.
package enum KeyRole: String, Sendable, Hashable, Codable, CaseIterable {
    /// A device that offers services.
    case device
    /// A person or program that uses them.
    case `operator`
    /// The one-time key of a token.
    case enroll
}
