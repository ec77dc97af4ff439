package import TunnelModel

/// What a key may do once it has logged in.
package enum KeyRights: Sendable, Hashable {
    /// A device that listens on its own address, any port of it.
    case device(DeviceID, DeviceAddress)
    /// A device that waits for approval: it may say hello, and forward nothing.
    case pendingDevice(DeviceID)
    /// An operator who connects to these, until then.
    case `operator`(OperatorID, permits: [ServicePermit], until: UTCTime?)
    /// The holder of a token, until then, from these addresses; from everywhere if there are none.
    case enroll(TokenID, until: UTCTime, from: [NetworkRange])

    /// Who the session is.
    package var identity: SessionIdentity {
        switch self {
        case .device(let id, _), .pendingDevice(let id): .device(id)
        case .operator(let id, _, _): .operator(id)
        case .enroll(let id, _, _): .enroll(id)
        }
    }
}
