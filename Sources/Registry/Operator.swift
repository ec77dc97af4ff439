package import TunnelModel

/// A person or program that uses devices.
package struct Operator: Sendable, Hashable {
    /// Its number, which its forced command carries.
    package var id: OperatorID
    /// Its name.
    package var name: OperatorName
    /// Whether it may log in.
    package var state: OperatorState
    /// Its groups, in order.
    package var groups: [GroupName]
    /// The keys in use; several for several machines.
    package var keys: [PublicKey]
    /// When it came into the registry.
    package var created: UTCTime
    /// When its latest session began or ended.
    package var lastSeen: UTCTime?
    /// From where it last came.
    package var from: PlainText?
}

/// The number of an operator.
package typealias OperatorID = RowID<Operator>
