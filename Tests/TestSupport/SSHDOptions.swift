import Foundation

/// How a test wants its sshd. The default lets the throw-away key `ed25519` log in as the current user and forward.
package struct SSHDOptions: Sendable {
    /// Lines of sshd_config(5) that come first and so win, for example `RekeyLimit 512K` or `AllowTcpForwarding no`.
    package var lines: [String]
    /// Names of the host keys under `keys/`, in the server's order.
    package var hostKeys: [String]
    /// Whole lines of authorized_keys; `ThrowawayKeys.publicLine` makes plain ones.
    package var authorizedKeys: [String]
    /// Level of the log that the fixture collects, see sshd_config(5).
    package var logLevel: String

    /// The default, with what is named here changed. `authorizedKeys` nil: the key `ed25519`, without restrictions.
    package init(
        lines: [String] = [], hostKeys: [String] = ["host_ed25519"], authorizedKeys: [String]? = nil,
        logLevel: String = "DEBUG1"
    ) throws {
        self.lines = lines
        self.hostKeys = hostKeys
        self.authorizedKeys = try authorizedKeys ?? [ThrowawayKeys.publicLine("ed25519")]
        self.logLevel = logLevel
    }

    /// Whether the account is locked, which only root can see. sshd refuses such a one unless PAM vouches for it; where
    /// people use sudo, root is locked.
    private static func isLocked(user: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: "/etc/shadow") else { return false }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").contains { $0.hasPrefix("\(user):!") }
    }

    /// The text of sshd_config for files in `folder`.
    func configuration(folder: TemporaryFolder) -> String {
        let fixed = [
            "AuthorizedKeysFile \(folder.path("authorized_keys"))",
            // Root may log in with its key: the tests run as one user, who is often root in a container.
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "UsePAM \(Self.isLocked(user: NSUserName()) ? "yes" : "no")",
            "StrictModes no",
            "PidFile none",
            "PrintMotd no",
            "PrintLastLog no",
            "LogLevel \(logLevel)",
        ]
        let keys = hostKeys.map { "HostKey \(folder.path($0))" }
        return (lines + keys + fixed).joined(separator: "\n") + "\n"
    }
}
