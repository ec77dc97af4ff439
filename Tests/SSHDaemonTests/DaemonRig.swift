import Foundation
import Glibc
import SSHDaemon
import TestSupport

/// A private sshd for one test, started from the generated configuration, with hand-written key lines.
final class DaemonRig: Sendable {
    let mode: LoginMode
    let folder: TemporaryFolder
    let logins: Logins
    let port: UInt16
    let configuration: PrivateConfiguration
    let configurationFile: String
    let installation: SSHDInstallation
    private let reservation: RefusedPort
    private let process: Watched<ChildProcess?>
    private let keys: AuthorizedKeysFile

    /// Throw-away keys: role and name of the file under `keys/`.
    static let keyNames: [LoginRole: String] = [.device: "ed25519", .operator: "ecdsa256", .enroll: "rsa2048"]

    private init(
        mode: LoginMode, folder: TemporaryFolder, installation: SSHDInstallation, hostKey: HostKey,
        source: KeySource?
    ) throws {
        let users = TestUsers.areAvailable ? try TestUsers.shared.get() : nil
        self.mode = mode
        self.folder = folder
        self.installation = installation
        switch (mode, users) {
        case (.ordinaryUser, let users?): logins = .one(users.ordinary)
        case (.ordinaryUser, nil): logins = .one(NSUserName())
        case (_, let users?):
            logins = .perRole(device: users.device, operator: users.operator, enroll: users.enroll)
        case (_, nil): throw RigError("only root has a login for each role")
        }
        reservation = try RefusedPort()
        port = reservation.port
        keys = AuthorizedKeysFile(folder: folder.path("keys"))
        guard let address = ListenAddress(host: "127.0.0.1", port: port) else { throw RigError("no address") }
        var configuration = PrivateConfiguration(
            listen: [address], hostKey: hostKey.path, pidFile: folder.path("sshd.pid"), logins: logins,
            keys: source ?? .files(folder: keys.folder), version: installation.version)
        // The folder is under /tmp, which anybody may write: sshd would not like it.
        configuration.isStrict = false
        self.configuration = configuration
        configurationFile = folder.path("sshd_config")
        process = Watched(nil)
        try folder.write("[127.0.0.1]:\(port) \(hostKey.publicKey)\n", to: "known_hosts")
        for name in Set(Self.keyNames.values) { _ = try ThrowawayKeys(in: folder).copy(name) }
        // Login users have to get to the key files.
        chmod(folder.path, 0o711)
    }

    deinit { process.value?.send(SIGTERM) }

    /// Makes keys and folders; starts nothing.
    static func make(_ mode: LoginMode, source: KeySource? = nil) async throws -> DaemonRig {
        let folder = try TemporaryFolder()
        let keys = try await HostKeys.ensure(in: folder.path("host"))
        return try DaemonRig(
            mode: mode, folder: folder, installation: try await .find(), hostKey: keys.current, source: source)
    }

    /// Writes these key lines and starts sshd as the mode has it; returns when it answers.
    static func started(_ mode: LoginMode, _ lines: [LoginRole: [String]]) async throws -> DaemonRig {
        let rig = try await make(mode)
        try rig.keys.write(lines, logins: rig.logins)
        try await rig.start()
        return rig
    }

    /// Starts sshd from the generated configuration, as `change` leaves it; returns when it answers.
    func start(_ change: (String) -> String = { $0 }) async throws {
        try folder.write(change(try mode == .dropIn ? outerText() : configuration.text()), to: "sshd_config")
        if TestUsers.areAvailable { mkdir("/run/sshd", 0o755) }
        var words = [installation.program, "-D", "-f", configurationFile, "-E", folder.path("log")]
        if case .one(let user) = logins, TestUsers.areAvailable {
            _ = try RealProgram.run("/usr/bin/chown", ["-R", user, folder.path])
            words = ["/usr/bin/setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups"] + words
        }
        let child = try ChildProcess(words[0], Array(words.dropFirst()), environment: ["PATH": "/usr/bin:/bin"])
        process.update { $0 = child }
        let probe = SSHDProbe(configuration.listen[0])
        var fault: String? = "not asked"
        while fault != nil {
            guard child.isRunning else { throw RigError("sshd ended:\n\(log)") }
            fault = try await probe.fault()
        }
    }

    /// An administrator's configuration that allows everything, and includes our drop-in.
    private func outerText() throws -> String {
        let dropIn = try folder.write(SystemDropIn(logins: logins, keys: configuration.keys).text(), to: "drop-in")
        let lines =
            ["Include \(dropIn)", "ListenAddress 127.0.0.1:\(port)", "HostKey \(configuration.hostKey)"]
            + [
                "PidFile \(configuration.pidFile)", "StrictModes no", "UsePAM no", "PermitTunnel yes",
                "X11Forwarding yes",
                "AllowTcpForwarding yes", "AllowStreamLocalForwarding yes", "GatewayPorts no", "PermitTTY yes",
                "PermitRootLogin yes", "AcceptEnv *", "Subsystem sftp internal-sftp", "PermitUserEnvironment no",
            ]
        return lines.joined(separator: "\n") + "\n"
    }

    var log: String { (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? "" }

    func user(_ role: LoginRole) -> String { logins.user(for: role) }

    /// A key line of the design's form.
    static func line(_ role: LoginRole, _ options: String) throws -> String {
        try options + " " + ThrowawayKeys.publicLine(keyNames[role] ?? "")
    }

    /// What comes before all else in ssh's arguments. `login`: at whose login, if not the role's own.
    func sshArguments(_ role: LoginRole, login: LoginRole? = nil, user: String? = nil) -> [String] {
        [
            "-F", "none", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes",
            "-o", "UserKnownHostsFile=\(folder.path("known_hosts"))", "-o", "GlobalKnownHostsFile=none",
            "-o", "ConnectTimeout=20", "-i", folder.path(Self.keyNames[role] ?? ""), "-p", "\(port)", "-l",
            user ?? logins.user(for: login ?? role),
        ]
    }

    /// Runs ssh to its end.
    func ssh(
        _ role: LoginRole, _ words: [String], login: LoginRole? = nil, user: String? = nil, input: String = "",
        environment: [String: String] = [:]
    ) async throws -> RealProgram {
        let arguments = sshArguments(role, login: login, user: user) + words
        return try await OwnThread.run {
            try RealProgram.run("/usr/bin/ssh", arguments, input: input, environment: environment)
        }
    }

    /// Starts ssh; it stays until it is closed.
    func startSSH(_ role: LoginRole, _ words: [String]) throws -> ChildProcess {
        try ChildProcess("/usr/bin/ssh", sshArguments(role) + words, terminal: .pipes)
    }
}
