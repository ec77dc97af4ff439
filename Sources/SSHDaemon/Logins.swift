/// Which users of the system log in.
package enum Logins: Sendable, Hashable {
    /// One user for each role, as root has it: sshd and the kernel keep the roles apart.
    case perRole(device: String, operator: String, enroll: String)
    /// One user for all, as an ordinary user has it: the key lines alone keep the roles apart.
    case one(String)

    /// `sallyport-device`, `sallyport-operator` and `sallyport-enroll`.
    package static let standard = Logins.perRole(
        device: "sallyport-device", operator: "sallyport-operator", enroll: "sallyport-enroll")

    /// The user for a role.
    package func user(for role: LoginRole) -> String {
        switch self {
        case .one(let user): user
        case .perRole(let device, let `operator`, let enroll):
            switch role {
            case .device: device
            case .operator: `operator`
            case .enroll: enroll
            }
        }
    }

    /// The roles that may log in as a user: one, or all where there is only one user; empty for a stranger.
    package func roles(of user: String) -> [LoginRole] {
        LoginRole.allCases.filter { self.user(for: $0) == user }
    }

    /// The users, each once.
    package var users: [String] {
        switch self {
        case .one(let user): [user]
        case .perRole: LoginRole.allCases.map { user(for: $0) }
        }
    }
}
