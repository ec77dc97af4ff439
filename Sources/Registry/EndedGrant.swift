/// A grant that is over, and whose sessions that touches.
package struct EndedGrant: Sendable, Hashable {
    /// The grant.
    package var grant: Grant
    /// The operators that had it: one, or the members of the group.
    package var operators: [OperatorID]
}
