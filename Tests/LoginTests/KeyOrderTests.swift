import Foundation
import Keys
import TestSupport
import Testing
import TunnelModel

@testable import Link

@Suite("The order in which keys are offered")
struct KeyOrderTests {
    private static func offered(by text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).filter { $0.contains("Offering public key:") }
            .compactMap { $0.split(separator: " ").first { $0.hasPrefix("SHA256:") }.map(String.init) }
    }

    /// A server that takes none of our keys, and is patient.
    private static func server() throws -> SSHDFixture {
        try SSHDFixture(
            SSHDOptions(lines: ["MaxAuthTries 20"], authorizedKeys: [ThrowawayKeys.publicLine("ed25519_encrypted")]))
    }

    @Test("is ssh's, with and without IdentitiesOnly", arguments: [false, true])
    func sameAsSSH(identitiesOnly: Bool) async throws {
        let rig = try Rig()
        let sshd = try await OwnThread.run { try Self.server() }
        let agent = try await OwnThread.run {
            let agent = try RealAgent(in: rig.folder)
            for key in ["ed25519", "rsa2048", "ecdsa256", "rsa3072"] { try agent.add(key) }
            return agent
        }
        let paths = try ["ecdsa256", "ecdsa384", "ed25519", "ecdsa521"].map { try rig.keys.copy($0) }
        // Of the third key only the public half is here: the agent has the other one.
        try FileManager.default.removeItem(atPath: paths[2])

        var settings = rig.settings(sshd)
        settings.identities = paths
        settings.identitiesOnly = identitiesOnly
        settings.agentSocket = agent.socket
        let maker = rig.maker(settings)
        await #expect(throws: LinkError.self) { _ = try await maker.make() }

        let only = identitiesOnly ? "yes" : "no"
        let text = try await OwnThread.run {
            let ssh = try ChildProcess(
                "/usr/bin/ssh",
                ["-v", "-F", "none", "-p", "\(sshd.port)", "-o", "UserKnownHostsFile=\(sshd.knownHosts)"]
                    + ["-o", "IdentityAgent=\(agent.socket)", "-o", "IdentitiesOnly=\(only)", "-o", "BatchMode=yes"]
                    + paths.flatMap { ["-o", "IdentityFile=\($0)"] } + ["\(sshd.user)@127.0.0.1", "true"])
            return try ssh.errors.waitForEnd()
        }
        #expect(rig.offers == Self.offered(by: text))
        #expect(rig.offers.count == (identitiesOnly ? 4 : 6))
        try await rig.stop()
    }

    @Test("keys that the agent and the files share come first, in the agent's order")
    func pure() throws {
        func key(_ byte: UInt8) throws -> PublicKey {
            var blob = SSHWireWriter()
            blob.write(string: "ssh-ed25519".utf8)
            blob.write(string: [UInt8](repeating: byte, count: 32))
            return try #require(PublicKey(blob: blob.bytes))
        }
        func file(_ byte: UInt8) throws -> SurveyedKey {
            let text = KeyFileReader.Answer.text(Secret(try key(byte).description), mode: 0o644, isOwn: true)
            return SurveyedKey(path: "file\(byte)", answer: .failed(words: "", isMissing: true), publicHalf: text)
        }
        let agent = try [1, 2, 3].map { AgentIdentity(publicKey: try key($0), comment: Array("agent\($0)".utf8)) }
        let files = try [file(4), file(3), file(1)]
        let all = LoginKey.order(files: files, agent: agent, identitiesOnly: false)
        #expect(all.map(\.name) == ["file1", "file3", "agent2", "file4"])
        let only = LoginKey.order(files: files, agent: agent, identitiesOnly: true)
        #expect(only.map(\.name) == ["file1", "file3", "file4"])
        #expect(all.map(\.isInAgent) == [true, true, true, false])
    }
}
