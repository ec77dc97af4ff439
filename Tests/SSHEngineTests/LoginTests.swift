import Keys
import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("logging in")
    struct LoginTests {
        private func rig(authorized: [String], hostKeys: [String] = ["host_ed25519"]) throws -> EngineRig {
            let lines = try authorized.map { try ThrowawayKeys.publicLine($0) }
            return try EngineRig(SSHDPair(SSHDOptions(hostKeys: hostKeys, authorizedKeys: lines)))
        }

        @Test(
            "works with every kind of key",
            arguments: ["ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048", "rsa3072"])
        func kinds(name: String) throws {
            let rig = try rig(authorized: [name])
            try rig.logIn(with: name)
            let algorithm = name.hasPrefix("rsa") ? "RSA" : name.hasPrefix("ecdsa") ? "ECDSA" : "ED25519"
            try rig.waitForLog("Accepted key \(algorithm)")
            try rig.ping()
        }

        @Test("shows the host key, the server's software and the cipher", arguments: ["host_ed25519", "host_ecdsa"])
        func hostKey(name: String) throws {
            let rig = try rig(authorized: ["ed25519"], hostKeys: [name])
            #expect(rig.engine.cipher.isEmpty)
            #expect(try rig.exchangeKeys() == PublicKey(text: ThrowawayKeys.publicLine(name)))
            guard case .hostKeyReceived(_, let software) = rig.events.first else { throw rig.failure("no host key") }
            #expect(software.hasPrefix("SSH-2.0-OpenSSH_"))
            #expect(rig.engine.cipher == "aes128-ctr")
        }

        @Test("with a server that has only an RSA key works, or fails in words where libssh2 is too old for it")
        func rsaHostKey() throws {
            let rig = try rig(authorized: ["ed25519"], hostKeys: ["host_rsa"])
            guard Library.version.hasPrefix("1.10.") else { return try rig.logIn() }
            rig.perform(.start)
            #expect(try rig.waitForDeath()?.code == .algorithmMismatch)
        }

        @Test("sends nothing of the user before the host key is accepted")
        func waits() throws {
            let rig = try rig(authorized: ["ed25519"])
            try rig.exchangeKeys()
            #expect(rig.engine.nextDeadline == nil)
            #expect(!rig.log.contains("userauth-request"))
            #expect(try rig.askMethods().contains("publickey"))
        }

        @Test("goes on with the next key after one was rejected")
        func nextKey() throws {
            let rig = try rig(authorized: ["ecdsa256"])
            try rig.exchangeKeys()
            try rig.askMethods()
            for name in ["ed25519", "rsa2048", "ecdsa384"] {
                let key = try EngineRig.key(name)
                let before = rejections(rig)
                rig.perform(
                    .offer(publicKey: try key.authenticationBlob(algorithm: key.signatureAlgorithms[0]), user: rig.user)
                )
                try rig.wait(for: "the rejection") { rejections(rig) > before ? true : nil }
            }
            let key = try EngineRig.key("ecdsa256")
            try rig.sign(try rig.offer(key), with: key)
            try rig.ping()
        }

        @Test("takes a refusal to sign as a rejected key, and the next key works")
        func refusedSignature() throws {
            let rig = try rig(authorized: ["ecdsa256", "ed25519"])
            try rig.exchangeKeys()
            try rig.askMethods()
            _ = try rig.offer(EngineRig.key("ed25519"))
            rig.perform(.sign(nil))
            try rig.wait(for: "the rejection") { rejections(rig) == 1 ? true : nil }
            let key = try EngineRig.key("ecdsa256")
            try rig.sign(try rig.offer(key), with: key)
        }

        @Test("takes a wrong signature as a rejected key")
        func wrongSignature() throws {
            let rig = try rig(authorized: ["ed25519"])
            try rig.exchangeKeys()
            try rig.askMethods()
            _ = try rig.offer(EngineRig.key("ed25519"))
            rig.perform(.sign([UInt8](repeating: 9, count: 64)))
            try rig.wait(for: "the rejection") { rejections(rig) == 1 ? true : nil }
        }

        @Test("has no deadline while a signature is waited for, and one again after it")
        func signatureDeadline() throws {
            let rig = try rig(authorized: ["ed25519"])
            try rig.exchangeKeys()
            try rig.askMethods()
            let key = try EngineRig.key("ed25519")
            let data = try rig.offer(key)
            #expect(rig.engine.nextDeadline == nil)
            rig.advance(by: .hours(1))
            rig.carrier.holdsInput = true
            rig.perform(.sign(try key.sign(data, algorithm: "ssh-ed25519")))
            #expect(rig.engine.nextDeadline == rig.now + .seconds(30))
            rig.advance(by: .seconds(30))
            #expect(rig.death?.code == .timedOut)
            #expect(rig.death?.operation == .authenticate)
        }

        @Test("ends with the server's words when it says good-bye after too many keys")
        func tooManyKeys() throws {
            let rig = try EngineRig(["MaxAuthTries 1"])
            try rig.exchangeKeys()
            try rig.askMethods()
            let key = try EngineRig.key("ecdsa256")
            for _ in 0..<3 where !rig.isDead {
                let before = rejections(rig)
                rig.perform(.offer(publicKey: key.publicKey.blob, user: rig.user))
                try rig.wait(for: "an answer") { rejections(rig) > before || rig.isDead ? true : nil }
            }
            #expect(try rig.waitForDeath()?.code == .disconnected)
            #expect(rig.death?.detail.contains("Too many authentication failures") == true)
        }

        @Test("says that there is no common algorithm")
        func algorithms() throws {
            let rig = try EngineRig(["Ciphers aes256-gcm@openssh.com"])
            rig.perform(.start)
            #expect(try rig.waitForDeath()?.code == .algorithmMismatch)
        }

        @Test("works when the server's bytes come one at a time")
        func byteByByte() throws {
            let rig = try rig(authorized: ["ed25519"])
            rig.carrier.slice = 1
            try rig.logIn()
            try rig.ping()
        }

        @Test("works when outputs are taken one at a time, late")
        func lateOutputs() throws {
            let rig = try rig(authorized: ["ed25519"])
            rig.outputsPerTurn = 1
            try rig.logIn()
            try rig.ping()
        }

        @Test("keeps a server that floods while a person is asked within bounds")
        func floodWhileWaiting() throws {
            let rig = try rig(authorized: ["ed25519"])
            try rig.exchangeKeys()
            let flood = ByteBuffer(repeating: 0, count: 65_536)
            for _ in 0..<64 where !rig.isDead { rig.perform(.receive(flood)) }
            #expect(rig.death?.code == .protocolFault)
        }

        private func rejections(_ rig: EngineRig) -> Int { rig.events.count { $0 == .offerRejected } }
    }
}
