import Enrollment
import SSHDaemon
import TunnelModel

/// How the bastion is found and known again, for each role.
struct Bearings: Sendable {
    let bastions: [HostPort]
    let hostKeys: [KeyFingerprint]
    let logins: Logins

    func `for`(_ role: LoginRole) throws -> Whereabouts {
        Whereabouts(bastions: bastions, hostKeys: hostKeys, login: try LoginName(logins.user(for: role)))
    }
}
