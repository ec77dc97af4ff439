import Foundation
import SSHDaemon
import TestSupport
import Testing

/// What a login can do and what not, asked with plain ssh. Key lines as design.md 3 has them.
@Suite("What sshd itself refuses", .enabled(if: TestUsers.areAvailable), .serialized)
struct BreakOutTests {
    private func rig(_ mode: LoginMode, device: String, operator service: Int = 20_554) async throws -> DaemonRig {
        try await DaemonRig.started(
            mode,
            [
                .device: [
                    try DaemonRig.line(
                        .device,
                        "restrict,port-forwarding,permitlisten=\"\(device):*\",permitopen=\"127.0.0.1:1\","
                            + "command=\"/usr/bin/env\"")
                ],
                .operator: [
                    try DaemonRig.line(
                        .operator,
                        "restrict,port-forwarding,permitopen=\"\(device):\(service)\",permitlisten=\"127.0.0.1:1\","
                            + "command=\"/usr/bin/env\"")
                ],
                .enroll: [
                    try DaemonRig.line(.enroll, "restrict,expiry-time=\"20991231235959Z\",command=\"/usr/bin/env\"")
                ],
            ])
    }

    /// Waits until someone listens there; gives the listener's user.
    private func waitForListener(_ address: String, _ port: UInt16) async throws -> UInt32 {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let found = ListenerTable.read().listeners.first { $0.address == address && $0.port == port }
            if let found { return found.user }
            await Task.yield()
        }
        throw RigError("nobody listens at \(address):\(port)")
    }

    @Test("a device's service is reached by an operator who was granted it", arguments: LoginMode.allCases)
    func granted(mode: LoginMode) async throws {
        let device = LoopbackAddress.unused()
        let rig = try await rig(mode, device: device)
        let echo = try EchoServer()
        let agent = try rig.startSSH(
            .device,
            ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "\(device):20554:127.0.0.1:\(echo.port)", "127.0.0.1"])
        defer { agent.close() }
        let owner = try await waitForListener(device, 20_554)
        #expect(owner == (try TestUsers.shared.get().uid(rig.user(.device))))
        #expect(ListenerTable.read().isListening(at: device, port: 20_554, user: owner))
        let answer = try await rig.ssh(.operator, ["-W", "\(device):20554", "127.0.0.1"], input: "there and back")
        #expect(answer.output == "there and back")
        // Loopback of IPv4 only, and nothing on 127.0.0.1: GatewayPorts is as it has to be.
        #expect(!ListenerTable.read().listeners.contains { $0.port == 20_554 && $0.address == "127.0.0.1" })
    }

    @Test("a device listens nowhere but on its own address", arguments: LoginMode.allCases)
    func deviceListens(mode: LoginMode) async throws {
        let device = LoopbackAddress.unused()
        let other = LoopbackAddress.unused()
        let rig = try await rig(mode, device: device)
        let places = [
            "\(other):20554", "*:20554", "0.0.0.0:20554", ":20554", "localhost:20554", "127.0.0.1:20554", "20554", "0",
            "[::]:20554", "[::1]:20554", "127.64.*:20554", "0x7f40002a:20554", "/tmp/\(UUID())",
        ]
        for place in places {
            let result = try await rig.ssh(
                .device, ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "\(place):127.0.0.1:1", "127.0.0.1"])
            #expect(result.status == 255, "\(place)")
            #expect(result.errorOutput.contains("forwarding failed"), "\(place): \(result.errorOutput)")
        }
        // As a SOCKS server on the far side it gets no more.
        let socks = try await rig.ssh(
            .device, ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:20555", "127.0.0.1"])
        #expect(socks.status == 255)
    }

    @Test("a device opens no connection on the bastion", arguments: LoginMode.allCases)
    func deviceOpens(mode: LoginMode) async throws {
        let device = LoopbackAddress.unused()
        let rig = try await rig(mode, device: device)
        let echo = try EchoServer()
        let targets = ["127.0.0.1:\(echo.port)", "localhost:\(echo.port)", "[::1]:22", "\(device):\(echo.port)"]
        for target in targets {
            let result = try await rig.ssh(.device, ["-W", target, "127.0.0.1"], input: "out")
            #expect(result.status == 255 && result.output.isEmpty, "\(target): \(result.errorOutput)")
        }
        #expect(echo.server.acceptedCount == 0)
    }

    @Test("an operator opens only what was granted, and listens nowhere", arguments: LoginMode.allCases)
    func operatorOpens(mode: LoginMode) async throws {
        let device = LoopbackAddress.unused()
        let rig = try await rig(mode, device: device)
        let echo = try EchoServer()
        let targets = [
            "127.0.0.1:\(echo.port)", "localhost:\(echo.port)", "\(device):22", "\(device):\(echo.port)",
            "\(LoopbackAddress.unused()):20554", "0.0.0.0:20554", "127.0.0.1:\(rig.port)",
            "[::ffff:127.0.0.1]:\(echo.port)",
        ]
        for target in targets {
            let result = try await rig.ssh(.operator, ["-W", target, "127.0.0.1"], input: "out")
            #expect(result.status == 255 && result.output.isEmpty, "\(target): \(result.errorOutput)")
        }
        for place in ["127.0.0.1:20556", "\(device):20554", "*:20556", "0", "/tmp/\(UUID())"] {
            let result = try await rig.ssh(
                .operator, ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "\(place):127.0.0.1:1", "127.0.0.1"])
            #expect(result.status == 255, "\(place)")
        }
        #expect(echo.server.acceptedCount == 0)
    }

    @Test("no login opens a Unix socket of the bastion", arguments: LoginMode.allCases, LoginRole.allCases)
    func unixSockets(mode: LoginMode, role: LoginRole) async throws {
        let rig = try await rig(mode, device: LoopbackAddress.unused())
        let path = rig.folder.path("keeper.sock")
        // A service that would answer at once.
        let service = try ChildProcess(
            "/usr/bin/socat", ["-d", "-d", "UNIX-LISTEN:\(path),fork,mode=666", "EXEC:/bin/date"])
        defer { service.close() }
        let local = try RefusedPort()
        let session = try rig.startSSH(
            role, ["-N", "-v", "-L", "127.0.0.1:\(local.port):\(path)", "127.0.0.1"])
        defer { session.close() }
        try await OwnThread.run {
            try service.errors.waitForLine(containing: "listening on")
            try session.errors.waitForLine(containing: "Entering interactive session")
            let client = try TCPClient(port: local.port)
            #expect(try client.receiveToEnd().isEmpty)
            try session.errors.waitForLine(containing: "open failed")
        }
    }

    @Test("an enrollee forwards nothing at all", arguments: LoginMode.allCases)
    func enrollee(mode: LoginMode) async throws {
        let rig = try await rig(mode, device: LoopbackAddress.unused())
        let echo = try EchoServer()
        let open = try await rig.ssh(.enroll, ["-W", "127.0.0.1:\(echo.port)", "127.0.0.1"], input: "out")
        #expect(open.status == 255 && open.output.isEmpty)
        let listen = try await rig.ssh(
            .enroll, ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:20557:127.0.0.1:1", "127.0.0.1"])
        #expect(listen.status == 255)
        let command = try await rig.ssh(.enroll, ["127.0.0.1", "enroll"])
        #expect(command.output.contains("SSH_ORIGINAL_COMMAND=enroll"))
        #expect(echo.server.acceptedCount == 0)
    }

    @Test(
        "a login runs the forced command and nothing else: no shell, program, sftp, terminal, agent, X11 or tunnel device",
        arguments: LoginMode.allCases, LoginRole.allCases)
    func sessions(mode: LoginMode, role: LoginRole) async throws {
        let rig = try await rig(mode, device: LoopbackAddress.unused())
        let agent = try ChildProcess("/usr/bin/ssh-agent", ["-D", "-a", rig.folder.path("agent")])
        defer { agent.close() }
        try await OwnThread.run { _ = try agent.output.waitForLine(containing: "SSH_AUTH_SOCK") }
        let environment = ["SSH_AUTH_SOCK": rig.folder.path("agent"), "DISPLAY": ":7", "SECRET": "x", "LANG": "C"]
        let attempts: [[String]] = [
            ["127.0.0.1"], ["127.0.0.1", "/bin/id"], ["-A", "127.0.0.1"], ["-X", "127.0.0.1"], ["-Y", "127.0.0.1"],
            ["-o", "SendEnv=SECRET", "127.0.0.1"],
            ["-o", "SetEnv=LD_PRELOAD=/tmp/x.so BASH_ENV=/tmp/x", "127.0.0.1"],
            ["-w", "any:any", "127.0.0.1"],
        ]
        for attempt in attempts {
            let result = try await rig.ssh(role, attempt, environment: environment)
            let lines = result.output.split(whereSeparator: \.isNewline)
            #expect(
                lines.contains { $0.hasPrefix("SSH_CONNECTION=") }, "\(attempt): \(result.errorOutput) \(result.output)"
            )
            #expect(!result.output.contains("uid="), "\(attempt)")
            for name in ["SSH_AUTH_SOCK", "DISPLAY", "SSH_TTY", "SECRET", "LD_PRELOAD", "BASH_ENV", "SSH_TUNNEL"] {
                #expect(!lines.contains { $0.hasPrefix("\(name)=") }, "\(attempt)")
            }
            if attempt == ["-w", "any:any", "127.0.0.1"] {
                #expect(result.errorOutput.contains("open failed"), "\(result.errorOutput)")
            }
        }
        let sftp = try await rig.ssh(role, ["-s", "127.0.0.1", "sftp"])
        // Where the administrator has an sftp, its place is taken by the forced command.
        let isForced = sftp.output.contains("SSH_ORIGINAL_COMMAND=internal-sftp")
        #expect(
            mode == .dropIn ? isForced : sftp.errorOutput.contains("subsystem request failed") && sftp.output.isEmpty)
        let terminal = try await rig.ssh(role, ["-tt", "127.0.0.1"])
        #expect(terminal.errorOutput.contains("PTY allocation request failed"))
    }

    @Test("a key logs in only at its own role's login, and nobody as root")
    func otherLogins() async throws {
        let rig = try await rig(.root, device: LoopbackAddress.unused())
        for role in LoginRole.allCases {
            for login in LoginRole.allCases where login != role {
                let result = try await rig.ssh(role, ["127.0.0.1"], login: login)
                #expect(result.status == 255 && result.errorOutput.contains("Permission denied"))
            }
            let root = try await rig.ssh(role, ["127.0.0.1"], user: "root")
            #expect(root.status == 255 && root.errorOutput.contains("Permission denied"))
        }
    }

    @Test("an expired key, and one of which the line is gone, do not log in")
    func expiry() async throws {
        let rig = try await DaemonRig.started(
            .root,
            [
                .enroll: [
                    try DaemonRig.line(.enroll, "restrict,expiry-time=\"20200101000000Z\",command=\"/usr/bin/env\"")
                ]
            ])
        for role in LoginRole.allCases {
            let result = try await rig.ssh(role, ["127.0.0.1"])
            #expect(result.status == 255 && result.errorOutput.contains("Permission denied"))
        }
    }
}
