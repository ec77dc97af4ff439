package import TunnelModel

/// Somebody whom a token enrolled.
package struct TokenUse: Codable, Sendable, Hashable {
    /// The name of the device or operator today.
    package var name: PlainText
    /// The key that it brought.
    package var key: KeyFingerprint
    /// When.
    package var time: UTCTime
    /// From where.
    package var from: PlainText?
    /// Whether it is revoked.
    package var isRevoked: Bool

    /// Puts the parts together.
    package init(name: PlainText, key: KeyFingerprint, time: UTCTime, from: PlainText? = nil, isRevoked: Bool) {
        self.name = name
        self.key = key
        self.time = time
        self.from = from
        self.isRevoked = isRevoked
    }
}
