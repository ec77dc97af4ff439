/// The sshd of this machine and the programs that belong to it.
package struct SSHDInstallation: Sendable, Hashable {
    /// Absolute path of sshd.
    package let program: String
    /// Its version.
    package let version: SSHDVersion
    /// sshd and what it starts for each connection from 9.8 on: sshd-session, sshd-auth.
    package let parts: [String]

    /// Where distributions put sshd.
    private static let places = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"]
    /// Where they put its other programs.
    private static let folders = [
        "/usr/lib/openssh", "/usr/libexec/openssh", "/usr/libexec", "/usr/lib/ssh", "/usr/local/libexec",
    ]

    /// Finds sshd, or takes the one named, and asks for its version.
    /// - Throws: `DaemonError` if there is none or it does not say its version.
    package static func find(_ program: String? = nil) async throws -> SSHDInstallation {
        let places = program.map { [$0] } ?? places
        guard let found = places.first(where: { FileFacts(at: $0)?.kind == .file }) else {
            throw DaemonError(
                "there is no sshd at \(places.joined(separator: ", "))", advice: "apt install openssh-server")
        }
        // Older ones do not know -V, and say it with their usage.
        let result = try await Program([found, "-V"]).run()
        guard let version = SSHDVersion(in: result.errors + " " + result.output) else {
            throw DaemonError("\(found) does not say its version: \(result.lastErrorLine)")
        }
        let others = folders.flatMap { folder in ["sshd-session", "sshd-auth"].map { "\(folder)/\($0)" } }
        return SSHDInstallation(
            program: found, version: version,
            parts: [found] + others.filter { FileFacts(at: $0)?.kind == .file })
    }

    /// Which files the programs are now. A missing one, in the middle of an upgrade, is left out. Blocks for a few stats.
    package func identities() -> [String: FileIdentity] {
        var found: [String: FileIdentity] = [:]
        for part in parts { found[part] = FileFacts(at: part)?.identity }
        return found
    }
}
