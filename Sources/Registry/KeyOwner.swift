import TunnelModel

/// Whose a key is, living or retired.
struct KeyOwner {
    var role: KeyRole
    var device: DeviceID?
    var `operator`: OperatorID?
    var token: Int64?
    var retired: UTCTime?
    /// The device's or operator's name, or the token's number.
    var name: String

    /// Such as `device 'cam-42'`.
    var words: String {
        switch role {
        case .enroll: "the one-time key of token \(name)"
        case .device, .operator: "\(retired == nil ? "" : "a former key of ")\(role.rawValue) '\(name)'"
        }
    }
}
