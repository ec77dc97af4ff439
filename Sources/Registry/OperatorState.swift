/// Whether an operator may log in.
package enum OperatorState: String, Sendable, Hashable, Codable, CaseIterable {
    /// May log in.
    case accepted
    /// Shut out.
    case revoked
}
