/// Who a session of the forced command is: a role and a number, as the keeper wrote them into the key's line.
///
/// It comes from the generated command line only, never from the peer.
package enum SessionIdentity: Sendable, Hashable {
    /// A device, pending or accepted.
    case device(DeviceID)
    /// An operator.
    case `operator`(OperatorID)
    /// The holder of a token.
    case enroll(TokenID)

    /// Reads the two words after `session`, such as `device` and `42`; nil for anything else.
    package init?(role: String, id: String) {
        switch Role(rawValue: role) {
        case .device:
            guard let id = DeviceID(id) else { return nil }
            self = .device(id)
        case .operator:
            guard let id = OperatorID(id) else { return nil }
            self = .operator(id)
        case .enroll:
            guard let id = TokenID(id) else { return nil }
            self = .enroll(id)
        case nil: return nil
        }
    }

    /// The role.
    package var role: Role {
        switch self {
        case .device: .device
        case .operator: .operator
        case .enroll: .enroll
        }
    }

    /// The two words after `session`.
    package var words: [String] {
        switch self {
        case .device(let id): [role.rawValue, id.description]
        case .operator(let id): [role.rawValue, id.description]
        case .enroll(let id): [role.rawValue, id.description]
        }
    }
}
