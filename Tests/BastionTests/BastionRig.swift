import Foundation
import Glibc
import TestSupport

/// The built program serving for one test, with a private sshd on a port of the system's choice.
final class BastionRig: Sendable {
    let mode: BastionMode
    let folder: TemporaryFolder
    let port: UInt16
    let program: String
    let state: String
    private let users: BastionUsers
    private let reservation: RefusedPort
    private let keeper = Watched<ChildProcess?>(nil)
    private let options: [String]

    /// Words that come before the program's own, as an ordinary user's.
    private var prefix: [String] {
        mode == .root
            ? [] : ["/usr/bin/setpriv", "--reuid", users.ordinary, "--regid", "nogroup", "--clear-groups", "--"]
    }

    private init(_ mode: BastionMode, options: [String], movesProgram: Bool) throws {
        self.mode = mode
        self.options = options
        users = try BastionUsers.shared.get()
        folder = try TemporaryFolder()
        reservation = try RefusedPort()
        port = reservation.port
        let built = try InstalledProgram.path.get()
        program = movesProgram ? folder.path("sallyport-bastion") : built
        if movesProgram { try FileManager.default.copyItem(atPath: built, toPath: folder.path("sallyport-bastion")) }
        state = folder.path("state")
        chmod(folder.path, 0o711)
        if mode == .ordinaryUser { _ = try RealProgram.run("/usr/bin/chown", [users.ordinary, folder.path]) }
    }

    deinit {
        keeper.value?.send(SIGTERM)
        _ = try? keeper.value?.waitForExit(by: Deadline(within: .seconds(5)))
        // A keeper that was killed leaves its sshd behind.
        if let text = try? String(contentsOfFile: state + "/sshd.pid", encoding: .utf8),
            let pid = Int32(text.prefix { $0.isNumber })
        {
            let title = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)) ?? ""
            if title.contains(state) { kill(pid, SIGTERM) }
        }
    }

    /// Serves, and answers. `movesProgram`: from a copy in the temporary folder, where sshd runs no helper.
    static func started(
        _ mode: BastionMode, options: [String] = [], movesProgram: Bool = false
    ) async throws -> BastionRig {
        let rig = try BastionRig(mode, options: options, movesProgram: movesProgram)
        try await rig.start()
        return rig
    }

    /// Starts the keeper, also once more; returns when sshd answers.
    func start() async throws {
        let all = prefix + serveWords
        let child = try ChildProcess(all[0], Array(all.dropFirst()), environment: ["PATH": "/usr/bin:/bin"])
        keeper.update { $0 = child }
        _ = try await OwnThread.run { try child.errors.waitForLine(containing: "ready: sshd listens") }
        try await trust()
    }

    /// A process that holds the keeper's socket and becomes the keeper after a line of input.
    func holdSocket() throws -> ChildProcess {
        let words = ["-c", SocketHolder.script, socket] + serveWords
        let child = try ChildProcess(
            "/usr/bin/python3", words, environment: ["PATH": "/usr/bin:/bin"], terminal: .pipes)
        keeper.update { $0 = child }
        return child
    }

    private var serveWords: [String] {
        let words = [program, "serve", "--state", state, "--listen", "127.0.0.1:\(port)"] + options
        return words + logins
    }

    /// The option that names the login users, as root.
    var logins: [String] {
        guard mode == .root else { return [] }
        return ["--users", [users.device, users.operator, users.enroll, users.keys].joined(separator: ",")]
    }

    /// Trusts the host key that the keeper has made.
    func trust() async throws {
        let path = state + "/host-keys/ed25519-1.pub"
        let line = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ").prefix(2).joined(
            separator: " ")
        try folder.write("[127.0.0.1]:\(port) \(line)\n", to: "known_hosts", mode: 0o644)
    }

    var socket: String { state + "/keeper.sock" }
    var log: String { keeper.value?.errors.text ?? "" }
    var pid: pid_t { keeper.value?.pid ?? 0 }

    /// Waits for words in the log.
    func waitForLog(_ words: String, count: Int = 1, by deadline: Deadline = .usual) async throws {
        guard let child = keeper.value else { return }
        _ = try await OwnThread.run { try child.errors.waitForLine(containing: words, count: count, by: deadline) }
    }

    /// Sends the keeper a signal and waits for its end, if the signal ends it.
    func end(with signal: Int32) async throws {
        guard let child = keeper.value else { return }
        child.send(signal)
        _ = try await OwnThread.run { try child.waitForExit() }
    }

    /// Runs a subcommand to its end.
    @discardableResult
    func run(_ words: [String], input: String = "", expecting status: Int32 = 0) async throws -> RealProgram {
        let all = prefix + [program] + words + ["--state", state]
        let result = try await OwnThread.run {
            try RealProgram.run(all[0], Array(all.dropFirst()), input: input)
        }
        guard result.status == status else {
            throw RigError("\(words.joined(separator: " ")): \(result.status), \(result.errorOutput)\nkeeper:\n\(log)")
        }
        return result
    }

    /// The login user of a role.
    func user(_ role: String) -> String {
        guard mode == .root else { return users.ordinary }
        return role == "device" ? users.device : role == "operator" ? users.operator : users.enroll
    }

    /// A fresh key pair; its public half's path has `.pub` after it.
    func makeKey(_ name: String) async throws -> String {
        let path = folder.path(name)
        let result = try await OwnThread.run {
            try RealProgram.run("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path])
        }
        guard result.status == 0 else { throw RigError("ssh-keygen: \(result.errorOutput)") }
        chmod(path + ".pub", 0o644)
        return path
    }

    /// ssh's words up to the command.
    func sshWords(_ role: String, key: String, port: UInt16? = nil, login: String? = nil) -> [String] {
        [
            "-F", "none", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes",
            "-o", "UserKnownHostsFile=\(folder.path("known_hosts"))", "-o", "GlobalKnownHostsFile=none",
            "-o", "HostKeyAlias=[127.0.0.1]:\(self.port)", "-o", "ConnectTimeout=20", "-i", key,
            "-p", "\(port ?? self.port)", "-l", login ?? user(role),
        ]
    }

    /// Runs ssh to its end.
    func ssh(
        _ role: String, key: String, _ words: [String], login: String? = nil, input: String = ""
    ) async throws -> RealProgram {
        let all = sshWords(role, key: key, login: login) + words
        return try await OwnThread.run { try RealProgram.run("/usr/bin/ssh", all, input: input) }
    }

    /// Starts ssh, which stays.
    func startSSH(_ role: String, key: String, port: UInt16? = nil, _ words: [String]) throws -> ChildProcess {
        try ChildProcess("/usr/bin/ssh", sshWords(role, key: key, port: port) + words, terminal: .pipes)
    }
}
