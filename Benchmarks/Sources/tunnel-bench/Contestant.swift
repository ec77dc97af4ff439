/// One program in the comparison, with the arguments that make it a tunnel.
enum Contestant: String, CaseIterable {
    case ssh = "ssh"
    case sshSameCipher = "ssh aes-ctr"
    case sallyport = "sallyport"
    case bare = "bare-libssh2"

    /// What is measured of it. The last ssh has sallyport's algorithms, and the bare program carries one stream at a
    /// time: both are there for the bulk numbers only.
    var isBulkOnly: Bool { self == .sshSameCipher || self == .bare }

    /// Its whole command line for a tunnel from `local` to `target`.
    func words(_ lab: Lab, sshd: UInt16, local: UInt16, target: UInt16) -> [String] {
        switch self {
        case .ssh: ["/usr/bin/ssh"] + Self.flags(lab, sshd, local, target)
        case .sshSameCipher:
            ["/usr/bin/ssh", "-c", "aes128-ctr", "-m", "hmac-sha2-256"] + Self.flags(lab, sshd, local, target)
        case .sallyport: [lab.settings.sallyport] + Self.flags(lab, sshd, local, target)
        case .bare:
            [lab.settings.bare, "\(sshd)", lab.user, lab.folder + "/user", "\(local)", "\(target)"]
        }
    }

    private static func flags(_ lab: Lab, _ sshd: UInt16, _ local: UInt16, _ target: UInt16) -> [String] {
        [
            "-F", "none", "-N", "-i", lab.folder + "/user", "-p", "\(sshd)",
            "-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=\(lab.folder)/known_hosts",
            "-o", "GlobalKnownHostsFile=/dev/null", "-L", "127.0.0.1:\(local):127.0.0.1:\(target)",
            "\(lab.user)@127.0.0.1",
        ]
    }
}
