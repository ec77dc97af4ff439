import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("A server that is not one is told from its first bytes")
    struct FirstContactTests {
        private static func run(_ steps: [ScriptedPeer.Step], options: [String] = []) async throws -> (Ending, [UInt8])
        {
            let peer = try ScriptedPeer(steps)
            let words = Words.bare + options + ["-p", String(peer.port), "127.0.0.1"]
            let end = try await OwnThread.run { try Ending(.sallyport, words) }
            return (end, peer.receivedBytes)
        }

        @Test("a web server: one line that says what came, and 255")
        func webServer() async throws {
            let (end, heard) = try await Self.run(ScriptedPeer.notSSH)
            #expect(end.status == .exited(255))
            #expect(end.lines.count == 1)
            #expect(end.lines.first?.contains("does not speak SSH") == true)
            #expect(end.lines.first?.contains("HTTP/1.1 400 Bad Request") == true)
            #expect(String(decoding: heard, as: UTF8.self).hasPrefix("SSH-2.0-Sallyport_") || heard.isEmpty)
        }

        @Test(
            "a banner without end, a line without end, a zero byte, an old protocol",
            arguments: [
                ScriptedPeer.endlessBanner,
                [.sendForever([UInt8](repeating: UInt8(ascii: "a"), count: 4_096))],
                [.send([0, 1, 2, 3]), .receiveAll],
                [.send(Array("SSH-1.5-old\r\n".utf8)), .receiveAll],
                [.send(Array("SSH-2.0-".utf8) + [UInt8](repeating: 0x41, count: 300) + [13, 10]), .receiveAll],
            ] as [[ScriptedPeer.Step]])
        func notSSH(steps: [ScriptedPeer.Step]) async throws {
            let (end, _) = try await Self.run(steps)
            #expect(end.status == .exited(255))
            #expect(end.lines.count == 1, "\(end.lines)")
            #expect(end.lines.first?.contains("does not speak SSH") == true)
        }

        @Test("an end before the banner, in ssh's words")
        func earlyEnd() async throws {
            let peer = try ScriptedPeer(ScriptedPeer.earlyEnd)
            let words = Words.bare + ["-p", String(peer.port), "127.0.0.1"]
            let (ours, theirs) = try await OwnThread.run { (try Ending(.sallyport, words), try Ending(.ssh, words)) }
            #expect(ours.status == .exited(255))
            #expect(ours.lines.last == theirs.lines.last)
        }

        @Test("a reset before the banner: one line says so, or that it was closed, as the kernel told us")
        func earlyReset() async throws {
            let peer = try ScriptedPeer(ScriptedPeer.earlyReset)
            let words = Words.bare + ["-p", String(peer.port), "127.0.0.1"]
            let end = try await OwnThread.run { try Ending(.sallyport, words) }
            let place = "127.0.0.1 port \(peer.port)"
            let lines = [
                "Connection reset by \(place)", "Connection closed by \(place)",
                "connect to host \(place): Connection reset by peer",
            ]
            #expect(end.status == .exited(255))
            #expect(lines.contains(end.plainLines.last ?? ""), "\(end.lines)")
        }

        @Test("silence ends at ConnectTimeout, in ssh's words")
        func silence() async throws {
            let peer = try ScriptedPeer(ScriptedPeer.silence)
            let words = Words.bare + ["-o", "ConnectTimeout=1", "-p", String(peer.port), "127.0.0.1"]
            let (ours, theirs) = try await OwnThread.run { (try Ending(.sallyport, words), try Ending(.ssh, words)) }
            #expect(ours.lines == theirs.lines)
            #expect(ours.status == .exited(255))
        }

        @Test("a garbled key exchange ends with one line")
        func garbled() async throws {
            let noise: [UInt8] = Array("SSH-2.0-noise\r\n".utf8) + [UInt8](repeating: 0xff, count: 4_096)
            let (end, _) = try await Self.run([.send(noise), .receiveAll])
            #expect(end.status == .exited(255))
            #expect(end.lines.count == 1, "\(end.lines)")
        }
    }
}
