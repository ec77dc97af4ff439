import Foundation
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Link

@Suite("Nobody is asked twice", .serialized)
struct AskOnceTests {
    private static func server(_ key: String) async throws -> SSHDFixture {
        try await OwnThread.run { try SSHDFixture(SSHDOptions(authorizedKeys: [ThrowawayKeys.publicLine(key)])) }
    }

    @Test(
        "the second session of a link takes the key from memory, and needs no file",
        arguments: ["ecdsa256_encrypted", "ecdsa256_pem_encrypted"])
    func memory(key: String) async throws {
        let rig = try Rig()
        let sshd = try await Self.server(key)
        var settings = rig.settings(sshd)
        let path = try rig.keys.copy(key)
        // This one goes first, and is refused: the second login leaves it out.
        settings.identities = [try rig.keys.copy("ed25519"), path]
        rig.prompter.prepare(["sallyport"])
        let maker = rig.maker(settings)
        await (try maker.make()).close()
        #expect(rig.offers.count == 2)
        for name in [path, path + ".pub"] { try FileManager.default.removeItem(atPath: name) }
        await (try maker.make()).close()
        #expect(rig.offers.count == 3)
        #expect(rig.prompter.questions.value == ["Enter passphrase for key '\(path)': "])
        try await rig.stop()
    }

    @Test("an encrypted file without a .pub beside it is unlocked first, as by ssh")
    func hiddenPublicHalf() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("rsa2048_pem_encrypted")
        var settings = rig.settings(sshd)
        let path = try rig.keys.copy("rsa2048_pem_encrypted")
        try FileManager.default.removeItem(atPath: path + ".pub")
        settings.identities = [path]
        rig.prompter.prepare(["wrong", "sallyport"])
        await (try rig.maker(settings).make()).close()
        #expect(rig.prompter.questions.value.count == 2)
        try await rig.stop()
    }

    @Test("a passphrase that was typed for a login that failed is not asked for again", arguments: [true, false])
    func failedLogin(hidesPublicHalf: Bool) async throws {
        let key = hidesPublicHalf ? "ecdsa256_pem_encrypted" : "ecdsa256_encrypted"
        let rig = try Rig()
        let sshd = try await Self.server(key)
        var settings = rig.settings(sshd)
        let path = try rig.keys.copy(key)
        if hidesPublicHalf { try FileManager.default.removeItem(atPath: path + ".pub") }
        settings.identities = [path]
        // The server goes while the passphrase is being typed.
        rig.prompter.prepare(["sallyport"]) { sshd.signalSessions(SIGKILL) }
        let maker = rig.maker(settings)
        await #expect(throws: LinkError.self) { _ = try await maker.make() }
        await (try maker.make(mayAsk: false)).close()
        #expect(rig.prompter.questions.value.count == 1)
        try await rig.stop()
    }

    @Test("without leave to ask, an encrypted key is passed over and told of")
    func mayNotAsk() async throws {
        let rig = try Rig()
        let sshd = try await Self.server("ecdsa256_encrypted")
        var settings = rig.settings(sshd)
        let path = try rig.keys.copy("ecdsa256_encrypted")
        settings.identities = [path]
        await #expect(throws: LinkError.self) { _ = try await rig.maker(settings).make(mayAsk: false) }
        #expect(rig.events.value.contains(.identityLocked(path: path)))
        #expect(rig.prompter.questions.value.isEmpty)
        try await rig.stop()
    }
}
