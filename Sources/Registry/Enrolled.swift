import TunnelModel

/// Who came in by a token.
package struct Enrolled: Sendable, Hashable {
    /// A device or an operator.
    package enum Member: Sendable, Hashable {
        /// A device, as it stands now.
        case device(Device)
        /// An operator, as it stands now.
        case `operator`(Operator)
    }

    /// Who.
    package var member: Member
    /// Services that the token suggests to the device.
    package var services: [ServiceTarget]
    /// Whether this key had come in by this token before, and nothing was changed now.
    package var isRepeated: Bool
}
