import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("a damaged connection")
    struct DamageTests {
        // libssh2 up to 1.11.0 loses an ephemeral key when it is stopped in the middle of a key exchange.
        @Test("ends the session with an error wherever login is cut")
        func cuts() throws {
            let length = try loginLength()
            #expect(length > 1_000)
            // The first 1,200 bytes, identification and key exchange proposal, are told more coarsely.
            let offsets = Array(stride(from: 0, to: 1_000, by: 49)) + Array(stride(from: 1_000, to: length, by: 7))
            for offset in offsets {
                let rig = try EngineRig()
                rig.carrier.damage.cut = offset
                do { try rig.logIn() } catch {}
                #expect(rig.isDead, "cut after \(offset): no end")
                #expect(rig.death?.code == .peerClosed, "cut after \(offset): \(String(describing: rig.death))")
                #expect(rig.libraryBytes < 512, "cut after \(offset): \(rig.libraryBytes) bytes leaked")
            }
        }

        @Test("ends the session, and never lets an altered byte out, wherever a bit flips after the key exchange")
        func flips() throws {
            let length = try loginLength()
            let count = 50_000
            let expected = try bytes(count)
            for offset in stride(from: length - 200, to: length + 40_000, by: 1_301) {
                let rig = try EngineRig()
                rig.carrier.damage.flip = offset
                let source = try rig.keep(SourceServer(count, seed: 61, ending: .hold))
                var id: StreamID?
                do {
                    try rig.logIn()
                    id = try rig.open(to: source.port)
                    try rig.waitForDeath()
                } catch {
                    // The packet length is what flipped: libssh2 waits for the rest of a packet that never comes.
                    rig.perform(.ping)
                    rig.advance(by: .seconds(40))
                }
                #expect(rig.isDead, "flip at \(offset): no end")
                #expect(rig.death != nil)
                let got = id.flatMap { rig.traces[$0]?.content } ?? []
                #expect(got == Array(expected.prefix(got.count)), "flip at \(offset): altered bytes")
                #expect(got.count < count)
            }
        }

        /// The server's bytes up to "authenticated".
        private func loginLength() throws -> Int { try EngineRig.loggedIn().carrier.receivedCount }

        private func bytes(_ count: Int) throws -> [UInt8] {
            var source = SeededBytes(seed: 61)
            return source.next(count)
        }
    }
}
