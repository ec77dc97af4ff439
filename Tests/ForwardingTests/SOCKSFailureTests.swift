import Glibc
import Testing
import TunnelModel

@testable import Forwarding

@Suite("What a SOCKS client is told of a failure")
struct SOCKSFailureTests {
    @Test(
        "the server's words decide the code",
        arguments: [
            ("connect failed: Connection refused", SOCKSFailure.connectionRefused),
            ("connect failed: Network is unreachable", .networkUnreachable),
            ("connect failed: No route to host", .hostUnreachable),
            ("connect failed: Name or service not known", .hostUnreachable),
            ("connect failed: Temporary failure in name resolution", .hostUnreachable),
            ("connect failed: No address associated with hostname", .hostUnreachable),
            ("connect failed: Connection timed out", .timedOut),
            ("administratively prohibited: open failed", .notAllowed),
            ("resource shortage", .general), ("", .general),
        ])
    func words(_ detail: String, _ failure: SOCKSFailure) {
        #expect(SOCKSFailure(SSHError(code: .openRefused, operation: .open, scope: .stream, detail: detail)) == failure)
    }

    @Test("an open that went unanswered is a time-out, a lost link a general failure")
    func codes() {
        #expect(SOCKSFailure(SSHError(code: .timedOut, operation: .open, scope: .stream, detail: "")) == .timedOut)
        #expect(SOCKSFailure(SSHError(code: .peerClosed, operation: .open, scope: .session, detail: "")) == .general)
    }

    @Test("a dial's error decides the code")
    func dials() {
        #expect(SOCKSFailure(.unresolved("Name or service not known")) == .hostUnreachable)
        #expect(SOCKSFailure(.unreachable(ECONNREFUSED)) == .connectionRefused)
        #expect(SOCKSFailure(.unreachable(ENETUNREACH)) == .networkUnreachable)
        #expect(SOCKSFailure(.unreachable(ETIMEDOUT)) == .timedOut)
        #expect(SOCKSFailure(.unreachable(EMFILE)) == .general)
    }

    @Test("each protocol says yes and no in its own way")
    func answers() {
        #expect(SOCKSVersion.four.grant == [0, 90, 0, 0, 0, 0, 0, 0])
        #expect(SOCKSVersion.four.refusal(.connectionRefused) == [0, 91, 0, 0, 0, 0, 0, 0])
        #expect(SOCKSVersion.five.grant == [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        #expect(SOCKSVersion.five.refusal(.connectionRefused) == [5, 5, 0, 1, 0, 0, 0, 0, 0, 0])
    }
}
