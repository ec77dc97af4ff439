package import Foundation

/// A real OpenSSH server for one test, on a loopback port of the system's choice, without a daemon and without a race
/// for the port: the fixture listens itself and starts `sshd -i` for each connection.
///
/// As root it makes the folder `/run/sshd` if that is missing. Everything it starts ends with it.
package final class SSHDFixture: Sendable {
    /// The port on 127.0.0.1.
    package var port: UInt16 { server.port }
    /// The login name: the user who runs the tests.
    package let user: String
    /// Path of the private key that may log in (mode 0600).
    package let identity: String
    /// Path of a known_hosts file with all host keys of this server.
    package let knownHosts: String
    /// What all sessions have logged so far.
    package var log: CapturedText { launcher.log }
    /// Where config, keys and known_hosts are.
    package var folder: TemporaryFolder { launcher.folder }
    private let launcher: SSHDLauncher
    private let server: TCPServer
    private let hostKeys: [String]

    /// Listens at once.
    package init(_ options: SSHDOptions? = nil) throws {
        let options = try options ?? SSHDOptions()
        let launcher = try SSHDLauncher(options)
        self.launcher = launcher
        user = NSUserName()
        identity = try ThrowawayKeys(in: launcher.folder).copy("ed25519")
        server = try TCPServer { socket in
            let process = try launcher.start(on: socket)
            // Ours must go at once, else the client would never see the end of its connection.
            socket.close()
            try launcher.attend(process)
        }
        hostKeys = options.hostKeys
        knownHosts = launcher.folder.path("known_hosts")
        try trust(port: server.port)
    }

    deinit {
        server.stopListening()
        launcher.close()
    }

    /// How many connections were accepted so far.
    package var connectionCount: Int { server.acceptedCount }

    /// Blocks until `count` connections have been accepted in all.
    package func waitForConnections(_ count: Int, by deadline: Deadline = .usual) throws {
        try server.waitForAccepted(count, by: deadline)
    }

    /// Blocks until exactly `count` sessions live, 0 for all gone.
    package func waitForSessions(_ count: Int, by deadline: Deadline = .usual) throws {
        let met = try launcher.sessions.wait(by: deadline) { $0.count == count ? true : nil }
        if met == nil { throw RigError("\(launcher.sessions.value.count) sessions live; log:\n\(log.text)") }
    }

    /// Blocks until the log has a line that contains `part`, and returns it.
    @discardableResult
    package func waitForLog(containing part: String, count: Int = 1, by deadline: Deadline = .usual) throws -> String {
        try log.waitForLine(containing: part, count: count, by: deadline)
    }

    /// The first process of each live session.
    package var sessionPIDs: [pid_t] { launcher.sessions.value.keys.sorted() }

    /// Sends `signal` to all processes of all live sessions: SIGKILL, SIGSTOP, SIGCONT, SIGTERM.
    package func signalSessions(_ signal: Int32) { launcher.send(signal) }

    /// What the open descriptors of all processes of all live sessions point to, for leak checks.
    package func sessionDescriptors() -> [String] {
        sessionPIDs.flatMap { ProcessReadings.family(of: $0) }
            .flatMap { (try? ProcessReadings.descriptors(of: $0)) ?? [] }
    }

    /// Refuses connects from here on; sessions live on.
    package func stopListening() { server.stopListening() }

    /// Accepts connects again on the same port.
    package func listenAgain() throws { try server.listenAgain() }

    /// Changes the keys that may log in; sshd reads the file at each login.
    package func authorize(_ lines: [String]) throws {
        try folder.write(lines.joined(separator: "\n") + "\n", to: "authorized_keys")
    }

    /// Adds this server's host keys to the known_hosts file for another port too, such as that of a `FaultProxy`.
    package func trust(port: UInt16) throws {
        let old = FileManager.default.contents(atPath: knownHosts) ?? Data()
        let lines = try hostKeys.map { "[127.0.0.1]:\(port) \(try ThrowawayKeys.publicLine($0))\n" }
        try folder.write(old + Data(lines.joined().utf8), to: "known_hosts")
    }

    /// Refuses connects and ends all sessions.
    package func stop() {
        server.stopListening()
        launcher.send(SIGKILL)
    }
}
