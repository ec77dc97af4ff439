import Foundation

/// Starts `sshd -i`, OpenSSH's way of serving one connection that somebody else accepted.
final class SSHDLauncher: Sendable {
    /// Where config, keys and known_hosts are.
    let folder: TemporaryFolder
    /// What all sessions log, at the level of the options.
    let log = CapturedText()
    /// The live sessions' first processes.
    let sessions = Watched<[pid_t: SpawnedProcess]>([:])
    private let logWriter: Descriptor
    private static let program = "/usr/sbin/sshd"

    init(_ options: SSHDOptions) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw RigError("\(Self.program) is missing: run scripts/install-needs.sh")
        }
        try Self.makePrivilegeSeparationFolder()
        folder = try TemporaryFolder()
        let keys = ThrowawayKeys(in: folder)
        for name in options.hostKeys { _ = try keys.copy(name) }
        try folder.write(options.authorizedKeys.joined(separator: "\n") + "\n", to: "authorized_keys")
        try folder.write(options.configuration(folder: folder), to: "sshd_config")
        let pipe = try SpawnGate.makePipe()
        logWriter = pipe.writer
        log.collect(from: pipe.reader)
    }

    /// Starts a session on `socket`, which the caller may close at once.
    func start(on socket: Descriptor) throws -> SpawnedProcess {
        // Started by its absolute path, in a group of its own, so that all its processes can be ended together.
        let process = try SpawnedProcess(
            [Self.program, "-i", "-e", "-f", folder.path("sshd_config")],
            environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"],
            descriptors: [socket, socket, logWriter], leadsGroup: true)
        sessions.update { $0[process.pid] = process }
        return process
    }

    /// Waits for the end of a session and strikes it off.
    func attend(_ process: SpawnedProcess) throws {
        _ = try process.wait(by: .never)
        sessions.update { _ = $0.removeValue(forKey: process.pid) }
    }

    /// Sends `signal` to each session's processes: the first one, its privilege-separated children, their programs.
    func send(_ signal: Int32) {
        for process in sessions.value.values {
            for child in ProcessReadings.family(of: process.pid).dropFirst() { kill(child, signal) }
            process.send(signal)
        }
    }

    /// Ends all sessions, waits until they are gone, and removes the folder.
    func close() {
        send(SIGKILL)
        for process in sessions.value.values { _ = try? process.wait(by: Deadline(within: .seconds(5))) }
        folder.remove()
    }

    /// sshd started by root wants this folder even for one session; it is gone after each boot until a daemon starts.
    private static func makePrivilegeSeparationFolder() throws {
        guard getuid() == 0 else { return }
        if mkdir("/run/sshd", 0o755) != 0 && errno != EEXIST { throw RigError(system: "mkdir /run/sshd") }
    }
}
