/// One program in the comparison, with the arguments that make it a tunnel.
enum Contestant: String, CaseIterable {
    case ssh = "ssh"
    case sshSameCipher = "ssh aes-ctr"
    case sallyport = "sallyport"
    case bare = "bare-libssh2"

    /// What is measured of it. The last ssh has sallyport's algorithms, and the bare program carries one stream at a
    /// time: both are there for the bulk numbers only.
    var isBulkOnly: Bool { self == .sshSameCipher || self == .bare }

    /// Its whole command line for a tunnel with these forwards; the bare program takes one.
    func words(
        _ lab: Lab, sshd: UInt16, _ forwards: [(local: UInt16, target: UInt16)], _ options: [String]
    ) -> [String] {
        switch self {
        case .ssh: ["/usr/bin/ssh"] + options + Self.flags(lab, sshd, forwards)
        case .sshSameCipher:
            ["/usr/bin/ssh", "-c", "aes128-ctr", "-m", "hmac-sha2-256"] + options + Self.flags(lab, sshd, forwards)
        case .sallyport: [lab.settings.sallyport] + options + Self.flags(lab, sshd, forwards)
        case .bare:
            [lab.settings.bare, "\(sshd)", lab.user, lab.folder + "/user"]
                + forwards.prefix(1).flatMap { ["\($0.local)", "\($0.target)"] }
        }
    }

    private static func flags(_ lab: Lab, _ sshd: UInt16, _ forwards: [(local: UInt16, target: UInt16)]) -> [String] {
        let flags = forwards.flatMap { ["-L", "127.0.0.1:\($0.local):127.0.0.1:\($0.target)"] }
        return [
            "-F", "none", "-N", "-i", lab.folder + "/user", "-p", "\(sshd)",
            "-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=\(lab.folder)/known_hosts",
            "-o", "GlobalKnownHostsFile=/dev/null",
        ] + flags + ["\(lab.user)@127.0.0.1"]
    }
}
