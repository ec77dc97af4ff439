/// What a login on the bastion is for.
package enum LoginRole: String, Sendable, Hashable, CaseIterable {
    /// A device: listens on its own loopback address, nothing else.
    case device
    /// An operator: connects to what was granted, nothing else.
    case `operator`
    /// A holder of a token: runs the one command that enrolls.
    case enroll
}
