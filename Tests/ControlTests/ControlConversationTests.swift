import Testing
import TunnelModel

@testable import Control

@Suite("A master's talk with one client")
struct ControlConversationTests {
    private static func greeted() throws -> ControlConversation {
        var talk = ControlConversation(pid: 77)
        #expect(try talk.received(ControlRequest.hello(version: 4).encoded) == .nothing)
        return talk
    }

    @Test("nothing is answered before the greeting")
    func silentBeforeGreeting() {
        var talk = ControlConversation(pid: 77)
        #expect(throws: ControlMessageError.outOfOrder(ControlNumber.aliveCheck)) {
            try talk.received(ControlRequest.aliveCheck(id: 1).encoded)
        }
        #expect(!talk.isGreeted)
    }

    @Test("a second greeting and another version end the talk")
    func badGreetings() throws {
        var talk = try Self.greeted()
        #expect(throws: ControlMessageError.outOfOrder(1)) {
            try talk.received(ControlRequest.hello(version: 4).encoded)
        }
        var other = ControlConversation(pid: 77)
        #expect(throws: ControlMessageError.badVersion(3)) {
            try other.received(ControlRequest.hello(version: 3).encoded)
        }
    }

    @Test("each request becomes its step")
    func steps() throws {
        var talk = try Self.greeted()
        let spec = try ControlForwardTests.spec("5:h:6", .local)
        let fields = try #require(ControlForward(spec))
        #expect(try talk.received(ControlRequest.aliveCheck(id: 1).encoded) == .answer(.alive(id: 1, pid: 77)))
        #expect(try talk.received(ControlRequest.openForward(id: 2, fields).encoded) == .forward(id: 2, spec))
        #expect(try talk.received(ControlRequest.closeForward(id: 3, fields).encoded) == .cancel(id: 3, spec))
        #expect(try talk.received(ControlRequest.stopListening(id: 4).encoded) == .stopListening(id: 4))
        #expect(try talk.received(ControlRequest.terminate(id: 5).encoded) == .exit(id: 5))
    }

    @Test("a forward that makes no sense is refused, and the talk goes on")
    func invalidForward() throws {
        var talk = try Self.greeted()
        let fields = ControlForward(type: 9, listenHost: "", listenPort: 1, connectHost: "h", connectPort: 1)
        #expect(
            try talk.received(ControlRequest.openForward(id: 2, fields).encoded)
                == .answer(.failure(id: 2, reason: "Invalid forwarding request")))
        #expect(
            try talk.received(ControlRequest.closeForward(id: 3, fields).encoded)
                == .answer(.failure(id: 3, reason: "port not forwarded")))
    }

    @Test(
        "what is not done here is refused with a reason",
        arguments: [
            .session(id: 6), .stdioForward(id: 6, host: "h", port: 1), .proxy(id: 6),
            .unknown(id: 6, type: 0x2000_0001),
        ] as [ControlRequest])
    func refusals(request: ControlRequest) throws {
        var talk = try Self.greeted()
        guard case .refuse(.failure(id: 6, let reason), _) = try talk.received(request.encoded) else {
            Issue.record("not refused")
            return
        }
        #expect(!reason.isEmpty)
    }
}
