package import TunnelModel

/// What a login with a known key is allowed; from it comes the key's one line for sshd.
package enum KeyLine: Sendable, Hashable {
    /// A device, accepted or pending. A pending one listens nowhere.
    case device(DeviceID, DeviceName, DeviceAddress, DeviceState)
    /// An operator and what it may reach.
    case `operator`(OperatorID, OperatorName, Permits)
    /// The one-time key of a token, good until it expires and from this range only.
    case enroll(TokenID, expires: UTCTime, from: AddressRange?)
}
