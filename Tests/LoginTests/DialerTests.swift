import NIOCore
import NIOPosix
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Link

@Suite("Dialling", .serialized)
struct DialerTests {
    private static func ssh(_ options: [String], _ port: UInt16) async throws -> [String] {
        try await OwnThread.run {
            let ssh = try ChildProcess(
                "/usr/bin/ssh",
                ["-F", "none", "-o", "BatchMode=yes", "-p", "\(port)"] + options + ["127.0.0.1", "true"])
            return try ssh.errors.waitForEnd().split(whereSeparator: \.isNewline).map(String.init)
        }
    }

    @Test("a local address that is not ours is told as by ssh", arguments: ["-b", "-B"])
    func badSource(option: String) async throws {
        let rig = try Rig()
        let echo = try EchoServer()
        let value = option == "-b" ? "192.0.2.7" : "nosuch0"
        var settings = LinkSettings(host: "127.0.0.1", port: echo.port, user: "nobody")
        if option == "-b" { settings.bindAddress = value } else { settings.bindInterface = value }
        let error = await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make() }
        guard case .unreachable(let host, let port, let words) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let told = rig.events.value.compactMap { event -> String? in
            if case .bindFailed(let line) = event { line } else { nil }
        }
        let ours = told + ["ssh: connect to host \(host) port \(port): \(words)"]
        #expect(try await ours == Self.ssh([option, value], echo.port))
        try await rig.stop()
    }

    @Test("an interface gives its address, and options reach the socket")
    func options() async throws {
        let rig = try Rig()
        let echo = try EchoServer()
        var settings = HopSettings(host: "127.0.0.1", port: echo.port, user: "nobody", verifier: Verdict(true))
        settings.bindInterface = "lo"
        settings.ipQoS = 0x10
        settings.tcpUserTimeout = .seconds(20)
        let dialer = Dialer(
            loop: rig.group.next(), threads: rig.threads, settings: settings, connectByCommand: nil, report: { _ in })
        let channel = try await dialer.connect()
        #expect(channel.localAddress?.ipAddress == "127.0.0.1")
        func option(_ level: NIOBSDSocket.OptionLevel, _ number: CInt) async throws -> Int {
            let name = NIOBSDSocket.Option(rawValue: number)
            return Int(try await channel.getOption(ChannelOptions.Types.SocketOption(level: level, name: name)).get())
        }
        // IP_TOS is 1, TCP_USER_TIMEOUT is 18 and counts milliseconds.
        #expect(try await option(.ip, 1) == 0x10)
        #expect(try await option(.tcp, 18) == 20_000)
        try await channel.close().get()
        try await rig.stop()
    }

    @Test("an attempt that hangs ends at once when it is cancelled")
    func cancelled() async throws {
        let rig = try Rig()
        let hole = try BlackHole()
        let task = Watched<Task<Void, any Error>?>(nil)
        let maker = rig.maker(LinkSettings(host: "127.0.0.1", port: hole.port, user: "nobody")) { _ in
            _ = try? task.wait(by: .usual) { $0 }
            task.value?.cancel()
        }
        let making = Task { _ = try await maker.make() }
        task.update { $0 = making }
        await #expect(throws: CancellationError.self) { try await making.value }
        try await rig.stop()
    }

    @Test("a command in place of TCP gives the channel, and may lead to a jump host")
    func command() async throws {
        let chain = try await Chain(2)
        var settings = chain.settings
        settings.hops[0].source = .command("knock knock")
        settings.hops[0].host = "nowhere.invalid"
        let port = chain.servers[0].port
        let maker = chain.rig.maker(
            settings,
            connectByCommand: { command, loop in
                #expect(command == "knock knock")
                return try await ClientBootstrap(group: loop).channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: Int(port)).get()
            })
        await (try maker.make()).close()
        try await chain.waitForSilence()
        try await chain.rig.stop()
    }
}
