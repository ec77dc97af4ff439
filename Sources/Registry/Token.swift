package import TunnelModel

/// A token, as the registry keeps it: without its secret.
package struct Token: Sendable, Hashable {
    /// Its number.
    package var id: TokenID
    /// What it was made for.
    package var order: TokenOrder
    /// How many uses are left.
    package var usesLeft: Int
    /// When it was made.
    package var created: UTCTime
    /// Who made it.
    package var createdBy: PlainText
    /// When it was revoked.
    package var revoked: UTCTime?
    /// Whom it enrolled, in order of time.
    package var enrolled: [Enrolled]

    /// One enrollment by a token.
    package struct Enrolled: Sendable, Hashable {
        /// The name today of the device or operator.
        package var name: String
        /// The key that it brought.
        package var fingerprint: String
        /// When.
        package var time: UTCTime
        /// From where.
        package var from: PlainText?
    }

    /// Whether it would enroll somebody at a time.
    package func isUsable(at time: UTCTime) -> Bool { revoked == nil && usesLeft > 0 && time < order.expires }

    /// Shorthand.
    package var expires: UTCTime { order.expires }
    /// Shorthand.
    package var from: AddressRange? { order.from }
}

/// The number of a token.
package typealias TokenID = RowID<Token>
