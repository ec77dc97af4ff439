import Foundation
import Keys
import NIOPosix
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Link

@Suite("Logging in with a real ssh-agent", .serialized)
struct AgentLoginTests {
    private static func server(_ key: String, lines: [String] = []) async throws -> SSHDFixture {
        try await OwnThread.run {
            try SSHDFixture(SSHDOptions(lines: lines, authorizedKeys: [ThrowawayKeys.publicLine(key)]))
        }
    }

    private static func agent(_ rig: Rig, _ keys: [String], options: [String] = []) async throws -> RealAgent {
        try await OwnThread.run {
            let agent = try RealAgent(in: rig.folder)
            for key in keys { try agent.add(key, options: options) }
            return agent
        }
    }

    @Test(
        "the agent signs with every kind of key", arguments: ["ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048"])
    func kinds(key: String) async throws {
        let rig = try Rig()
        let sshd = try await Self.server(key)
        let agent = try await Self.agent(rig, [key])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        let connection = try await rig.maker(settings).make()
        #expect(rig.events.value.contains(.agent(.listed(1))))
        await connection.close()
        try await rig.stop()
    }

    @Test("an agent that is not there costs a remark, and the files are tried")
    func absent() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ed25519")
        var settings = rig.settings(sshd)
        settings.agentSocket = rig.folder.path("nobody")
        settings.identities = [sshd.identity]
        await (try rig.maker(settings).make()).close()
        #expect(rig.events.value.contains(.agent(.unavailable("No such file or directory"))))
        try await rig.stop()
    }

    @Test("an agent that refuses to sign is told of, and the next key is tried")
    func refuses() async throws {
        let rig = try Rig()
        let sshd = try await OwnThread.run {
            let both = try ["ecdsa256", "ed25519"].map { try ThrowawayKeys.publicLine($0) }
            return try SSHDFixture(SSHDOptions(authorizedKeys: both))
        }
        // Each use has to be confirmed, and there is nobody who could.
        let agent = try await Self.agent(rig, ["ecdsa256"], options: ["-c"])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        settings.identities = [sshd.identity]
        await (try rig.maker(settings).make()).close()
        let words = rig.events.value.compactMap { event -> String? in
            if case .agent(.signingFailed(_, _, let words)) = event { words } else { nil }
        }
        #expect(words == ["agent refused operation"])
        #expect(rig.events.value.contains(.authenticated(path: sshd.identity)))
        try await rig.stop()
    }

    @Test("an agent that dies between offer and signature is replaced by the key's file")
    func dies() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ecdsa256")
        let agent = try await Self.agent(rig, ["ecdsa256"])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        settings.identities = [try rig.keys.copy("ecdsa256")]
        let maker = rig.maker(settings) { if case .offering = $0 { agent.kill() } }
        await (try maker.make()).close()
        #expect(rig.events.value.contains { if case .agent(.signingFailed) = $0 { true } else { false } })
        try await rig.stop()
    }

    @Test("an agent that dies and holds the only key leaves the server's refusal")
    func diesAlone() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ecdsa256")
        let agent = try await Self.agent(rig, ["ecdsa256"])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        let maker = rig.maker(settings) { if case .offering = $0 { agent.kill() } }
        let error = await #expect(throws: LinkError.self) { _ = try await maker.make() }
        guard case .permissionDenied = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await rig.stop()
    }

    @Test("an agent that never answers is given up after the deadline")
    func silent() async throws {
        let rig = try Rig()
        let agent = try await Self.agent(rig, ["ed25519"])
        agent.freeze()
        let connection = try await AgentConnection.open(agent.socket, on: rig.group.next())
        await #expect(throws: AgentFault.noAnswer(seconds: 1)) { _ = try await connection.identities(within: 1) }
        agent.kill()
        try await rig.stop()
    }

    @Test("a server that hangs up while the agent keeps us waiting ends the login")
    func serverLeaves() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ed25519")
        let agent = try await Self.agent(rig, ["ed25519"])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        let maker = rig.maker(settings) { event in
            guard case .offering = event else { return }
            agent.freeze()
        }
        let made = Task { try await maker.make() }
        // The server has answered the offer once it has found the key; from then on only the agent is waited for.
        try await OwnThread.run {
            try sshd.waitForLog(containing: "Accepted key")
            sshd.stop()
        }
        await #expect(throws: LinkError.self) { _ = try await made.value }
        agent.kill()
        try await rig.stop()
    }

    @Test("too many keys are told in the server's words")
    func tooMany() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ecdsa521", lines: ["MaxAuthTries 2"])
        let agent = try await Self.agent(rig, ["ed25519", "ecdsa256", "ecdsa384"])
        var settings = rig.settings(sshd)
        settings.agentSocket = agent.socket
        let error = await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make() }
        guard case .session(let reason, isLoggedIn: false) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.code == .disconnected)
        #expect(reason.detail == "2: Too many authentication failures")
        try await rig.stop()
    }
}
