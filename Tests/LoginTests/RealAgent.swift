import Foundation
import TestSupport

/// A real ssh-agent of one test, with a socket of its own; it ends with the last reference.
final class RealAgent: Sendable {
    /// Where it listens.
    let socket: String
    private let keys: ThrowawayKeys
    private let process: ChildProcess

    /// Starts it and waits until it listens. Its keys are copied to `folder`.
    init(in folder: TemporaryFolder, name: String = "agent.sock") throws {
        socket = folder.path(name)
        keys = ThrowawayKeys(in: folder)
        process = try ChildProcess("/usr/bin/ssh-agent", ["-D", "-a", socket])
        try process.output.waitForLine(containing: "SSH_AUTH_SOCK")
    }

    deinit { process.close() }

    /// Adds a throw-away key; `options` are letters of ssh-add.
    func add(_ name: String, options: [String] = []) throws {
        var environment = ProcessInfo.processInfo.environment
        environment["SSH_AUTH_SOCK"] = socket
        let child = try ChildProcess(
            "/usr/bin/ssh-add", ["-q"] + options + [try keys.copy(name)], environment: environment)
        guard try child.waitForExit() == .exited(0) else { throw RigError("ssh-add: \(child.errors.text)") }
    }

    /// Stops it from answering; its socket still takes connections.
    func freeze() { process.send(SIGSTOP) }

    /// Ends it at once and waits until it is gone.
    func kill() {
        process.send(SIGKILL)
        _ = try? process.waitForExit()
    }
}
