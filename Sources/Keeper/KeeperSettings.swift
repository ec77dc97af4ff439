package import Enrollment
package import SSHDaemon
package import TunnelModel

/// What a keeper is to do.
package struct KeeperSettings: Sendable {
    /// The state folder, an absolute path.
    package var state: String
    /// The socket's file, an absolute path.
    package var socket: String
    /// Absolute path of the program that sshd's helpers are: our own.
    package var program: String
    /// Where the private sshd listens; empty for none, where the system's sshd serves the logins.
    package var listen: [ListenAddress]
    /// Who logs in.
    package var logins: Logins
    /// Who runs the AuthorizedKeysCommand.
    package var keysUser: String
    /// How devices and operators reach this bastion from outside; empty: as `listen` says.
    package var advertised: [HostPort]
    /// The sshd to run; nil for the system's.
    package var sshd: String?
    /// Run by `/bin/sh -c` when a device goes dark or comes back.
    package var onChange: String?
    /// How long a device may be gone before it counts as dark.
    package var grace: TimeSpan

    /// A keeper of a folder, with the defaults for the rest.
    package init(state: String, program: String, listen: [ListenAddress], logins: Logins) {
        self.state = state
        self.program = program
        self.listen = listen
        self.logins = logins
        socket = state + "/keeper.sock"
        keysUser = "sallyport-keys"
        advertised = []
        grace = TimeSpan(seconds: 120)
    }
}
