package import Foundation

/// A real `sshd -i` on one end of a socket pair, for engine tests that need no TCP.
package final class SSHDPair: Sendable {
    /// The client's end: a blocking Unix stream socket. Give it away with `release`, or read and send here.
    package let socket: Descriptor
    /// The login name: the user who runs the tests.
    package let user: String
    /// Path of the private key that may log in (mode 0600).
    package let identity: String
    /// What the session has logged so far.
    package var log: CapturedText { launcher.log }
    /// Where config and keys are.
    package var folder: TemporaryFolder { launcher.folder }
    /// The session's first process.
    package var pid: pid_t { process.pid }
    private let launcher: SSHDLauncher
    private let process: SpawnedProcess

    /// Starts the session at once.
    package init(_ options: SSHDOptions? = nil) throws {
        launcher = try SSHDLauncher(options ?? SSHDOptions())
        user = NSUserName()
        identity = try ThrowawayKeys(in: launcher.folder).copy("ed25519")
        let ends = try Descriptor.pair()
        process = try launcher.start(on: ends.far)
        ends.far.close()
        socket = ends.near
    }

    deinit { launcher.close() }

    /// Blocks until the session's first process has ended.
    package func waitForExit(by deadline: Deadline = .usual) throws -> ExitStatus {
        if let status = try process.wait(by: deadline) { return status }
        throw RigError("sshd does not end; log:\n\(log.text)")
    }

    /// Sends `signal` to all processes of the session.
    package func signalSession(_ signal: Int32) { launcher.send(signal) }
}
