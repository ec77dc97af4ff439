import Foundation
import Glibc
import TestSupport

/// A device that is nothing but ssh: one connection that says hello and then asks for its listener, as the agent does.
final class PlainDevice: Sendable {
    let rig: BastionRig
    let name: String
    let key: String
    let target: UInt16
    private let control: String

    init(_ rig: BastionRig, _ name: String, target: UInt16, key: String? = nil) async throws {
        self.rig = rig
        self.name = name
        self.target = target
        if let key {
            self.key = key
        } else {
            self.key = try await rig.makeKey("key-" + name)
            try await rig.run(["device", "add", name, "--key", self.key + ".pub"])
        }
        control = rig.folder.path("c-" + name)
    }

    func hello(boot: String = "boot-1", service: String = "web") -> String {
        """
        {"v":1,"agent":"plain ssh","bootID":"\(boot)","services":[{"name":"\(service)","target":"127.0.0.1:\(target)"}],"facts":{}}

        """
    }

    /// What a hello is answered by.
    struct Welcome: Decodable {
        struct Line: Decodable {
            struct Accepted: Decodable {
                struct Port: Decodable {
                    let service: String
                    let port: UInt16
                }
                let address: String
                let ports: [Port]
                let endedSessions: Int
            }
            let state: String
            let welcome: Accepted?
        }
        let ok: Line
    }

    /// A connection of its own that says hello and stays, as master of a control socket.
    func connect(_ number: Int = 1, port: UInt16? = nil, boot: String = "boot-1") async throws -> Connection {
        let socket = control + "-\(number)"
        let master = try rig.startSSH("device", key: key, port: port, ["-M", "-S", socket, "-N", "127.0.0.1"])
        let end = ContinuousClock.now + .seconds(20)
        while access(socket, F_OK) != 0 {
            guard master.isRunning, .now < end else { throw RigError("no master: \(master.errors.text)\n\(rig.log)") }
            try await Task.yield(for: .milliseconds(5))
        }
        let connection = Connection(master: master, socket: socket)
        let words = ["-F", "none", "-S", socket, "127.0.0.1"]
        let line = hello(boot: boot)
        let answer = try await OwnThread.run { try RealProgram.run("/usr/bin/ssh", words + ["hello"], input: line) }
        guard answer.status == 0 else { throw RigError("hello: \(answer.output)\(answer.errorOutput)\n\(rig.log)") }
        let welcome = try JSONDecoder().decode(Welcome.self, from: Data(answer.output.utf8)).ok.welcome
        guard let welcome, let place = welcome.ports.first else { throw RigError("no welcome: \(answer.output)") }
        connection.place.update { $0 = (welcome.address, place.port, welcome.endedSessions) }
        return connection
    }

    /// One connection of a device.
    final class Connection: Sendable {
        let master: ChildProcess
        let socket: String
        let place = Watched<(address: String, port: UInt16, ended: Int)>(("", 0, 0))

        init(master: ChildProcess, socket: String) {
            self.master = master
            self.socket = socket
        }

        var address: String { place.value.address }
        var port: UInt16 { place.value.port }

        /// Asks sshd for the listener; its words if it refuses.
        func listen(to target: UInt16) async throws -> RealProgram {
            let words = [
                "-F", "none", "-S", socket, "-O", "forward", "-R", "\(address):\(port):127.0.0.1:\(target)",
                "127.0.0.1",
            ]
            return try await OwnThread.run { try RealProgram.run("/usr/bin/ssh", words) }
        }

        /// Runs a verb on it.
        func run(_ verb: String, input: String = "") async throws -> RealProgram {
            let words = ["-F", "none", "-S", socket, "127.0.0.1", verb]
            return try await OwnThread.run { try RealProgram.run("/usr/bin/ssh", words, input: input) }
        }
    }
}

extension Task where Success == Never, Failure == Never {
    /// Between two looks at something that sends no event: a file, a listener.
    static func yield(for duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }
}
