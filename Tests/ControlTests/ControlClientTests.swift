import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing
import TunnelModel

@testable import Control

@Suite("A master of the real ssh, asked by us and by ssh", .timeLimit(.minutes(2)))
struct ControlClientTests {
    private typealias Answer = ControlRig.Answer

    /// A real master on a throw-away server.
    private struct Master: Sendable {
        let sshd: SSHDFixture
        let process: ChildProcess
        var path: String { sshd.folder.path("c") }
        var client: ControlClient {
            ControlClient(path: path, loop: MultiThreadedEventLoopGroup.singleton.next())
        }

        static func start() async throws -> Master {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let command = try TunnelCommand(
                    to: sshd, forwards: [], options: ["-v", "-M", "-S", sshd.folder.path("c")])
                let process = try ChildProcess("/usr/bin/ssh", command.arguments)
                try process.errors.waitForLine(containing: Tunnel.readyLine)
                return Master(sshd: sshd, process: process)
            }
        }
    }

    private static func spec(_ text: String, _ kind: ForwardKind) throws -> ForwardSpec {
        try ControlForwardTests.spec(text, kind)
    }

    @Test("check says what ssh says, with a master and without")
    func check() async throws {
        let master = try await Master.start()
        let theirs = try await ControlRig.ssh(["-O", "check"], on: master.path)
        #expect(Answer(await master.client.perform(.check)) == theirs)
        #expect(theirs.errors == "Master running (pid=\(master.process.pid))\n")

        let nowhere = master.sshd.folder.path("nothing")
        let absent = await ControlClient(path: nowhere, loop: MultiThreadedEventLoopGroup.singleton.next())
            .perform(.check)
        #expect(Answer(absent) == (try await ControlRig.ssh(["-O", "check"], on: nowhere)))
        #expect(absent.lines.map(\.text) == ["Control socket connect(\(nowhere)): No such file or directory"])
    }

    @Test("a socket on which nobody listens, and a path that is too long, are told as ssh does")
    func noMaster() async throws {
        let folder = try TemporaryFolder()
        var generator = SystemRandomNumberGenerator()
        let socket = try ControlSocket(path: folder.path("c"), generator: &generator)
        let stale = folder.path("stale")
        try FileManager.default.linkItem(atPath: socket.path, toPath: stale)
        socket.close()
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        for path in [stale, folder.path(String(repeating: "a", count: 100))] {
            let ours = Answer(await ControlClient(path: path, loop: loop).perform(.exit))
            #expect(ours == (try await ControlRig.ssh(["-O", "exit"], on: path)))
        }
        let kept = await ControlClient(path: stale, loop: loop)
            .handOver([], stays: false, removesStale: false, told: { _ in })
        #expect(kept == .declined([ControlLine("Control socket connect(\(stale)): Connection refused", .error)]))
        let removed = await ControlClient(path: stale, loop: loop)
            .handOver([], stays: false, removesStale: true, told: { _ in })
        #expect(removed == .declined([]))
        #expect(!FileManager.default.fileExists(atPath: stale))
    }

    @Test("forward and cancel do at the master what ssh's do, and say the same")
    func forwards() async throws {
        let master = try await Master.start()
        let reserved = try RefusedPort()
        let echo = try EchoServer()
        let words = "\(reserved.port):127.0.0.1:\(echo.server.port)"
        let local = try Self.spec(words, .local)

        #expect(await master.client.perform(.forward, forwards: [local]) == ControlOutcome())
        let sent = try await OwnThread.run { [port = reserved.port] in
            let client = try TCPClient(port: port)
            try client.send("hello")
            return try client.receive(exactly: 5)
        }
        #expect(sent == Array("hello".utf8))
        // What is there already is no fault; another target on the same port is one.
        #expect(await master.client.perform(.forward, forwards: [local]) == ControlOutcome())
        let other = "\(reserved.port):127.0.0.1:1"
        let taken = Answer(await master.client.perform(.forward, forwards: [try Self.spec(other, .local)]))
        #expect(taken == (try await ControlRig.ssh(["-O", "forward", "-L", other], on: master.path)))
        #expect(taken.status == .exited(255))

        #expect(await master.client.perform(.cancel, forwards: [local]) == ControlOutcome())
        let gone = Answer(await master.client.perform(.cancel, forwards: [local]))
        #expect(gone == (try await ControlRig.ssh(["-O", "cancel", "-L", words], on: master.path)))
        #expect(gone.status == .exited(0))
        #expect(gone.errors.contains("port not forwarded"))
    }

    @Test("the port that the server picked is all that goes to standard output")
    func pickedPort() async throws {
        let master = try await Master.start()
        let remote = try Self.spec("0:127.0.0.1:9", .remote)
        let ours = await master.client.perform(.forward, forwards: [remote])
        let port = try #require(UInt16(ours.output.dropLast()))
        #expect(ours.lines == [ControlLine("Allocated port \(port) for remote forward to 127.0.0.1:9", .verbose)])
        // The same once more is the same port, for ssh too.
        #expect(Answer(ours) == (try await ControlRig.ssh(["-O", "forward", "-R", "0:127.0.0.1:9"], on: master.path)))
        #expect(await master.client.perform(.cancel, forwards: [remote]) == ControlOutcome())
    }

    @Test("a refused remote forward is told in ssh's words, and the others are asked for all the same")
    func refusedRemote() async throws {
        let master = try await Master.start()
        let reserved = try RefusedPort()
        let words = "/nonexistent/socket:127.0.0.1:9"
        let ours = await master.client.perform(
            .forward, forwards: [try Self.spec(words, .remote), try Self.spec("\(reserved.port)", .dynamic)])
        #expect(Answer(ours) == (try await ControlRig.ssh(["-O", "forward", "-R", words], on: master.path)))
        #expect(
            ours.lines.map(\.text) == [
                "mux_client_forward: forwarding request failed: "
                    + "remote port forwarding failed for listen path /nonexistent/socket",
                "muxclient: master forward request failed",
            ])
        let port = reserved.port
        _ = try await OwnThread.run { try TCPClient(port: port) }
    }

    @Test("stop and exit say what ssh says, and the master does them")
    func stopAndExit() async throws {
        let first = try await Master.start()
        #expect(
            await first.client.perform(.stop).lines == [ControlLine("Stop listening request sent.", .notice)])
        #expect(!FileManager.default.fileExists(atPath: first.path))

        let second = try await Master.start()
        let outcome = await second.client.perform(.exit)
        #expect(Answer(outcome) == Answer(errors: "Exit request sent.\n"))
        _ = try await OwnThread.run { try second.process.waitForExit() }
    }

    @Test("a hand-over stays until the master ends, when it has the forwards")
    func handOver() async throws {
        let master = try await Master.start()
        let reserved = try RefusedPort()
        let spec = try Self.spec("\(reserved.port):127.0.0.1:9", .local)
        let told = Watched(false)
        async let stay = master.client.handOver([spec], stays: true, removesStale: false) { _ in
            told.update { $0 = true }
        }
        _ = try await OwnThread.run { try told.wait(by: .usual) { $0 ? true : nil } }
        #expect(
            await master.client.handOver([spec], stays: false, removesStale: false, told: { _ in })
                == .ended(status: 0))
        _ = await master.client.perform(.exit)
        #expect(await stay == .ended(status: 255))
    }

    @Test("a hand-over that the master refuses is left to a connection of one's own")
    func refusedHandOver() async throws {
        let master = try await Master.start()
        let blocker = try Listener()
        // One address by name: without it ssh is content when ::1 alone can be bound.
        let spec = try Self.spec("127.0.0.1:\(blocker.port):127.0.0.1:9", .local)
        let outcome = await master.client.handOver([spec], stays: true, removesStale: false, told: { _ in })
        #expect(
            outcome
                == .declined([
                    ControlLine("mux_client_forward: forwarding request failed: Port forwarding failed", .error),
                    ControlLine("muxclient: master forward request failed", .error),
                ]))
    }
}
