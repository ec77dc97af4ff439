import Foundation
import Glibc
import SSHDaemon
import TestSupport
import TunnelModel

/// A private sshd with a real AuthorizedKeysCommand that notes the monitor of each login in a file.
///
/// sshd runs it only from a path that root alone can write, so it lies under /usr/local/lib for as long as the test runs.
final class SessionRig: Sendable {
    let daemon: DaemonRig
    let address = LoopbackAddress.unused()
    private let place: String

    private init(_ daemon: DaemonRig, place: String) {
        self.daemon = daemon
        self.place = place
    }

    deinit { try? FileManager.default.removeItem(atPath: place) }

    /// `waits`: the command tells its process id and then waits until a line comes through the fifo `gate`.
    static func started(
        _ mode: LoginMode = .root, command: String = "/usr/bin/env", waits: Bool = false
    ) async throws -> SessionRig {
        let place = "/usr/local/lib/sallyport-test-\(getpid())-\(UUID())"
        mkdir(place, 0o755)
        let script = place + "/keys"
        let user = mode == .ordinaryUser ? try TestUsers.shared.get().ordinary : "root"
        let daemon = try await DaemonRig.make(
            mode, source: .command(program: script, arguments: ["authorized-keys"], user: user))
        let rig = SessionRig(daemon, place: place)
        let wait = waits ? "read line < \(daemon.folder.path("gate"))" : ""
        if waits { mkfifo(daemon.folder.path("gate"), 0o600) }
        let text = """
            #!/bin/sh
            echo "$$ $PPID $3" >> \(daemon.folder.path("notes"))
            \(wait)
            cat \(daemon.folder.path("lines")).$2

            """
        _ = FileManager.default.createFile(
            atPath: script, contents: Data(text.utf8), attributes: [.posixPermissions: 0o755])
        chmod(script, 0o755)
        let options = "permitlisten=\"\(rig.address):*\",permitopen=\"127.0.0.1:1\",command=\"\(command)\""
        let lines: [LoginRole: String] = [
            .device: "restrict,port-forwarding," + options, .operator: "restrict,command=\"\(command)\"",
        ]
        for user in daemon.logins.users {
            let all = try daemon.logins.roles(of: user).compactMap { role in
                try lines[role].map { try DaemonRig.line(role, $0) + "\n" }
            }
            try daemon.folder.write(all.joined(), to: "lines.\(user)")
        }
        try await daemon.start()
        return rig
    }

    /// The notes so far: command, monitor, fingerprint.
    func notes() -> [(command: Int32, monitor: Int32, key: KeyFingerprint)] {
        let text = (try? String(contentsOfFile: daemon.folder.path("notes"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count >= 3, let command = Int32(words[0]), let monitor = Int32(words[1]) else { return nil }
            // %u %f %t %k come after the fixed argument.
            guard let key = words.dropFirst(2).lazy.compactMap({ KeyFingerprint(text: String($0)) }).first else {
                return nil
            }
            return (command, monitor, key)
        }
    }

    /// All notes whose monitors run, as an index.
    func index() -> SessionIndex {
        var index = SessionIndex()
        for note in notes() {
            guard let facts = ProcessTable().process(note.monitor) else { continue }
            index.note(
                NotedMonitor(process: facts.identity, fingerprint: note.key, role: .device, notedAt: 0))
        }
        return index
    }

    static func fingerprint(_ role: LoginRole) throws -> KeyFingerprint {
        let line = try ThrowawayKeys.publicLine(DaemonRig.keyNames[role] ?? "")
        guard let key = PublicKey(text: line) else { throw RigError("no key") }
        return key.fingerprint
    }

    /// Logs in and stays; returns the process and its monitor once logged in.
    func login(_ role: LoginRole, _ words: [String] = ["-N"]) async throws -> (ChildProcess, NotedMonitor) {
        let known = Set(index().all.map(\.process))
        let client = try daemon.startSSH(
            role, ["-v", "-o", "ExitOnForwardFailure=yes"] + words + ["127.0.0.1"])
        let isListening = words.contains("-R")
        try await OwnThread.run {
            _ = try client.errors.waitForLine(
                containing: isListening ? "all expected forwarding replies" : "rtype hostkeys-00")
        }
        guard let monitor = index().all.first(where: { !known.contains($0.process) }) else {
            throw RigError("no monitor was noted:\n\(daemon.log)")
        }
        return (client, monitor)
    }
}
