import Link
import Settings
import Testing
import TunnelModel

@Suite("What follows from known_hosts")
struct HostKeyDecisionTests {
    private static let place = KnownHostsAnswer.Place(file: "known_hosts", line: 3)

    @Test("a known key is accepted however strict we are", arguments: StrictHostKeyChecking.allCases)
    func known(strictness: StrictHostKeyChecking) {
        #expect(HostKeyDecision(.ok(Self.place), strictness: strictness, canAsk: false) == .accept)
    }

    @Test("a revoked key is refused however lax we are", arguments: StrictHostKeyChecking.allCases)
    func revoked(strictness: StrictHostKeyChecking) {
        #expect(HostKeyDecision(.revoked(Self.place), strictness: strictness, canAsk: true) == .refuseRevoked)
    }

    @Test("a changed key is refused however lax we are", arguments: StrictHostKeyChecking.allCases)
    func changed(strictness: StrictHostKeyChecking) throws {
        let key = try #require(
            PublicKey(text: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
        let answer = KnownHostsAnswer.changed(Self.place, known: key)
        #expect(HostKeyDecision(answer, strictness: strictness, canAsk: true) == .refuseChanged)
    }

    @Test("an unknown key: yes refuses, accept-new and no record, ask asks if somebody is there")
    func unknown() {
        #expect(HostKeyDecision(.unknown, strictness: .yes, canAsk: true) == .refuseUnknown)
        #expect(HostKeyDecision(.unknown, strictness: .acceptNew, canAsk: false) == .acceptAndRecord)
        #expect(HostKeyDecision(.unknown, strictness: .off, canAsk: false) == .acceptAndRecord)
        #expect(HostKeyDecision(.unknown, strictness: .ask, canAsk: true) == .askPerson)
        #expect(HostKeyDecision(.unknown, strictness: .ask, canAsk: false) == .refuseUnknown)
    }
}
