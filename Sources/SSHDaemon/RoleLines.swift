/// What sshd_config says for each login, the same in a private sshd and in the system's.
enum RoleLines {
    /// All of 127.64.0.0/10 in sshd's patterns, and 127.60 to 127.63 besides: a net under the key lines.
    static let deviceAddresses = ["6?", "7?", "8?", "9?", "10?", "11?", "12?"].map { "127.\($0).*:*" }
        .joined(separator: " ")

    /// What no login ever gets.
    static let refused = [
        "AllowStreamLocalForwarding no", "AllowAgentForwarding no", "X11Forwarding no", "PermitTunnel no",
        "PermitTTY no", "PermitUserRC no",
    ]

    /// Which directions of forwarding a role has.
    static func forwarding(_ role: LoginRole) -> [String] {
        switch role {
        case .device:
            [
                "AllowTcpForwarding remote", "GatewayPorts clientspecified", "PermitListen \(deviceAddresses)",
                "PermitOpen none", "MaxSessions 4",
            ]
        case .operator: ["AllowTcpForwarding local", "PermitListen none", "MaxSessions 4"]
        case .enroll:
            ["AllowTcpForwarding no", "DisableForwarding yes", "PermitListen none", "PermitOpen none", "MaxSessions 1"]
        }
    }

    /// Both directions, where one login serves all roles and the key lines say the rest.
    static let shared = [
        "AllowTcpForwarding yes", "GatewayPorts clientspecified", "PermitListen \(deviceAddresses)", "MaxSessions 4",
    ]

    /// Where the key lines come from.
    static func keys(_ source: KeySource) throws(DaemonError) -> [String] {
        switch source {
        case .command(let program, let arguments, let user):
            var words = [try ConfigurationWord.path(program, expands: true)]
            for argument in arguments { words.append(try ConfigurationWord.word(argument, expands: true)) }
            return [
                "AuthorizedKeysFile none",
                "AuthorizedKeysCommand \(words.joined(separator: " ")) %u %f %t %k",
                "AuthorizedKeysCommandUser \(try ConfigurationWord.user(user))",
            ]
        case .files(let folder):
            // Quotes would have to go around the whole word, so %u goes in before them.
            let path = try ConfigurationWord.path(folder, expands: true)
            let file = path.hasSuffix("\"") ? path.dropLast() + "/%u\"" : path + "/%u"
            return ["AuthorizedKeysFile \(file)", "AuthorizedKeysCommand none"]
        }
    }
}
