import Foundation
import Link
import NIOCore
import TestSupport
import Testing
import TunnelModel

@Suite("A link on a real sshd stays up")
struct StayingUpTests {
    @Test("it comes back after its session was killed, and streams open again")
    func comesBack() async throws {
        let rig = try await LinkRig()
        let echo = try EchoServer()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        try await rig.run(rig.settings()) { streams in
            for round in 1...3 {
                let stream = try await streams.open(to: target, from: target).get()
                #expect(try await EchoHandler.ask("round \(round)", on: stream) == "round \(round)")
                try await rig.killSessions()
                try await rig.waitForReturn(round)
            }
            let stream = try await streams.open(to: target, from: target).get()
            #expect(try await EchoHandler.ask("last", on: stream) == "last")
        }
        let counts = rig.verifier.counts.value
        #expect(counts.first == 1 && counts.again == 3)
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.stop()
    }

    @Test("without reconnects it ends with what ended the session")
    func endsAsSSH() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.reconnects = false
        let error = await #expect(throws: LinkError.self) {
            try await rig.run(settings) { _ in
                try await rig.killSessions()
                // Until the link's end cancels it.
                let (never, open) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                open.finish()
            }
        }
        guard case .session(let reason, isLoggedIn: true) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.code == .peerClosed)
        try await rig.stop()
    }

    @Test("the first connection is tried as often as asked for, then its error is thrown")
    func connectionAttempts() async throws {
        let rig = try await LinkRig()
        rig.sshd.stopListening()
        var settings = rig.settings()
        settings.connectionAttempts = 2
        let begun = NIODeadline.now()
        let expected = LinkError.unreachable(host: "127.0.0.1", port: rig.sshd.port, words: "Connection refused")
        await #expect(throws: expected) { try await rig.run(settings) { _ in } }
        #expect(NIODeadline.now() - begun >= .seconds(1))
        #expect(rig.events.value.count { $0 == .tryingAgain } == 1)
        try await rig.stop()
    }

    @Test("opens that came while the link was down go through when it is back, in their order")
    func heldOpens() async throws {
        let rig = try await LinkRig()
        let echo = try EchoServer()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        let order = Watched<[Int]>([])
        try await rig.run(rig.settings()) { streams in
            rig.sshd.stopListening()
            try await rig.killSessions()
            try await rig.wait { if case .attemptFailed = $0 { true } else { false } }
            try await withThrowingDiscardingTaskGroup { clients in
                for number in 0..<20 {
                    let open = streams.open(to: target, from: target)
                    open.whenSuccess { _ in order.update { $0.append(number) } }
                    clients.addTask {
                        let said = try await EchoHandler.ask("open \(number)", on: try await open.get())
                        #expect(said == "open \(number)")
                    }
                }
                try rig.sshd.listenAgain()
            }
        }
        #expect(order.value == Array(0..<20))
        try await rig.stop()
    }

    @Test("an open that is held too long fails with what keeps the link down")
    func holdExpires() async throws {
        let rig = try await LinkRig()
        var settings = rig.settings()
        settings.connectionHold = .milliseconds(500)
        try await rig.run(settings) { streams in
            rig.sshd.stopListening()
            try await rig.killSessions()
            try await rig.wait { if case .attemptFailed = $0 { true } else { false } }
            let begun = NIODeadline.now()
            let target = Endpoint(host: "127.0.0.1", port: 9)
            let error = await #expect(throws: SSHError.self) {
                _ = try await streams.open(to: target, from: target).get()
            }
            #expect(error?.code == .unreachable)
            #expect(error?.detail == "connect to host 127.0.0.1 port \(rig.sshd.port): Connection refused")
            #expect(NIODeadline.now() - begun >= .milliseconds(500))
        }
        try await rig.stop()
    }

    @Test("a host key that is not trusted any more gets no login, and the next attempt is minutes away")
    func changedHostKey() async throws {
        let rig = try await LinkRig()
        try await rig.run(rig.settings()) { _ in
            rig.verifier.trustsAgain.update { $0 = false }
            try await rig.killSessions()
            try await rig.wait { $0 == .attemptFailed(.hostKeyRejected) }
            let next = try await rig.wait(2) { if case .retryIn = $0 { true } else { false } }
            guard case .retryIn(let delay) = next else { return }
            #expect(delay >= .minutes(5))
            #expect(rig.events.value.count { if case .offering = $0 { true } else { false } } == 1)
        }
        #expect(rig.sshd.log.text.components(separatedBy: "Accepted publickey").count == 2)
        try await rig.stop()
    }

    @Test("a key that the server does not take any more is not offered again within a minute")
    func revokedKey() async throws {
        let rig = try await LinkRig()
        try await rig.run(rig.settings()) { _ in
            try rig.sshd.authorize([])
            try await rig.killSessions()
            try await rig.wait { if case .attemptFailed(.permissionDenied) = $0 { true } else { false } }
            let next = try await rig.wait(2) { if case .retryIn = $0 { true } else { false } }
            guard case .retryIn(let delay) = next else { return }
            #expect(delay >= .seconds(60))
        }
        try await rig.stop()
    }

    // In a process of its own: memory and descriptors of other tests must not be counted.
    @Test("fifty reconnects leak neither sessions nor memory nor descriptors")
    func leaks() async throws {
        await #expect(processExitsWith: .success) { try await StayingUpTests().reconnectOften() }
    }

    private func reconnectOften() async throws {
        let rig = try await LinkRig()
        let echo = try EchoServer()
        let target = Endpoint(host: "127.0.0.1", port: echo.port)
        try await rig.run(rig.settings()) { streams in
            let listening = try await streams.listen(
                RemoteListen(host: "127.0.0.1", port: 0), acceptor: EchoHandler.serve)
            _ = try await listening.firstOutcome.get()
            var before: ProcessReadings?
            for round in 1...60 {
                let stream = try await streams.open(to: target, from: target).get()
                _ = try await EchoHandler.ask("\(round)", on: stream)
                try await rig.killSessions()
                try await rig.waitForReturn(round)
                try await OwnThread.run { try rig.sshd.waitForSessions(1) }
                // Ten rounds warm everything up.
                if round == 10 { before = try ProcessReadings(pid: getpid()) }
            }
            let after = try ProcessReadings(pid: getpid())
            let first = try #require(before)
            // One or two more are the connection to the echo server, which may not be over yet.
            #expect(after.descriptors.count <= first.descriptors.count + 2)
            // One leaked session would be 60 KiB; 50 of them 3 MiB.
            #expect(after.anonymousBytes < first.anonymousBytes + 2 << 20)
        }
        try await OwnThread.run { try rig.sshd.waitForSessions(0) }
        try await rig.stop()
    }
}
