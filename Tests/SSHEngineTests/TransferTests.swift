import NIOCore
import TestSupport
import Testing

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("carrying bytes")
    struct TransferTests {
        @Test("keeps every byte in both directions at once")
        func echo() throws {
            let rig = try EngineRig.loggedIn()
            try check(rig, count: 4 << 20)
        }

        @Test("keeps every byte when input comes in single bytes")
        func singleBytes() throws {
            let rig = try EngineRig.loggedIn()
            rig.carrier.slice = 1
            try check(rig, count: 100_000)
        }

        @Test(
            "keeps every byte when input comes in odd slices and outputs are taken late", arguments: [7, 1_399, 20_000])
        func oddSlices(slice: Int) throws {
            let rig = try EngineRig.loggedIn()
            rig.carrier.slice = slice
            rig.outputsPerTurn = 3
            try check(rig, count: 300_000)
        }

        @Test("keeps every byte whatever the window", arguments: [2_048, 32_768, 8 << 20])
        func windows(window: Int) throws {
            let rig = try EngineRig.loggedIn()
            try check(rig, count: window < 10_000 ? 200_000 : 2 << 20, window: window)
        }

        @Test("keeps every byte while the carrier stops taking output now and then")
        func stutteringCarrier() throws {
            let rig = try EngineRig.loggedIn()
            let echo = try rig.keep(EchoServer())
            let id = try rig.open(to: echo.port)
            var source = SeededBytes(seed: 5)
            let bytes = source.next(1 << 20)
            rig.send(bytes, on: id, finishing: true)
            var turns = 0
            try rig.wait(for: "the echo") {
                turns += 1
                rig.setTakesOutput(turns % 8 < 6)
                return rig.traces[id]?.hasEnded == true ? true : nil
            }
            #expect(rig.traces[id]?.content == bytes)
        }

        @Test("serves 40 streams at once", arguments: [[], ["RekeyLimit 512K"]])
        func manyStreams(lines: [String]) throws {
            let rig = try EngineRig.loggedIn(lines)
            let echo = try rig.keep(EchoServer())
            let sent = (0..<40).map { seed in
                var source = SeededBytes(seed: UInt64(seed))
                return source.next(100_000 + seed)
            }
            let ids = try sent.map { _ in try rig.open(to: echo.port) }
            for (id, bytes) in zip(ids, sent) { rig.send(bytes, on: id, finishing: true) }
            for (id, bytes) in zip(ids, sent) {
                #expect(try rig.readToEnd(id) == bytes)
                #expect(try rig.waitForClose(id) == nil)
            }
            #expect(rig.engine.streamCount == 0)
            try echo.server.waitForLive(0)
        }

        @Test("keeps every byte through many rekeys", arguments: ["512K", "64K"])
        func rekeys(limit: String) throws {
            let rig = try EngineRig.loggedIn(["RekeyLimit \(limit)"])
            try check(rig, count: limit == "64K" ? 1 << 20 : 4 << 20)
            // One line for the first exchange, one for each later one.
            try rig.waitForLog("SSH2_MSG_NEWKEYS received", count: 11)
        }

        @Test("keeps every byte through rekeys when input comes in single bytes")
        func rekeysInSingleBytes() throws {
            let rig = try EngineRig.loggedIn(["RekeyLimit 16K"])
            rig.carrier.slice = 1
            try check(rig, count: 120_000)
            try rig.waitForLog("SSH2_MSG_NEWKEYS received", count: 4)
        }

        @Test("completes each open, listen, ping, program and close once while rekeys go on")
        func everythingDuringRekeys() throws {
            let rig = try EngineRig.loggedIn(["RekeyLimit 16K"])
            let echo = try rig.keep(EchoServer())
            let bulk = try rig.open(to: echo.port)
            var source = SeededBytes(seed: 8)
            let bytes = source.next(1 << 20)
            rig.send(bytes, on: bulk, finishing: true)
            for index in 0..<5 {
                let named = try rig.keep(NamedServer("n\(index)"))
                let id = try rig.open(to: named.port)
                let (listener, port) = try listen(rig)
                let client = try TCPClient(port: port)
                let accepted = try rig.waitForAccepted(on: listener)
                try rig.ping()
                let program = try rig.exec("echo \(index)")
                rig.perform(.finish(id))
                rig.perform(.reset(accepted[0]))
                rig.traces[accepted[0]]?.isForgotten = true
                rig.perform(.stopListening(listener))
                #expect(String(decoding: try rig.readToEnd(program), as: UTF8.self) == "\(index)\n")
                #expect(String(decoding: try rig.readToEnd(id), as: UTF8.self) == "n\(index)\n")
                client.close()
            }
            #expect(try rig.readToEnd(bulk) == bytes)
            try rig.waitForClose(bulk)
            try rig.waitForLog("SSH2_MSG_NEWKEYS received", count: 11)
        }

        private func listen(_ rig: EngineRig) throws -> (ListenerID, UInt16) {
            let answer = try rig.listen()
            return (answer.id, answer.port)
        }

        /// Sends bytes to an echo server and compares what comes back.
        private func check(_ rig: EngineRig, count: Int, window: Int = 2 << 20) throws {
            let echo = try rig.keep(EchoServer())
            let id = try rig.open(to: echo.port, window: window)
            var source = SeededBytes(seed: 3)
            rig.send(source.next(count), on: id, finishing: true)
            let digest = Digest256.hex(of: try rig.readToEnd(id))
            #expect(digest == Digest256.hex(seed: 3, count: count))
            #expect(try rig.waitForClose(id) == nil)
        }
    }
}
