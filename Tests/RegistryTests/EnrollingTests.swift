import Foundation
import TestSupport
import Testing
import TunnelModel

@testable import Registry

@Suite("Enrolling by a token")
struct EnrollingTests {
    let rig: RegistryRig

    init() throws { rig = try RegistryRig() }

    private func order(_ name: String = "cam-42", _ change: (inout TokenOrder) throws -> Void = { _ in }) throws
        -> TokenOrder
    {
        var order = TokenOrder(naming: .device(try DeviceName(name)), expires: rig.later(3600))
        try change(&order)
        return order
    }

    private func refusal(_ token: Token, _ key: PublicKey, from: String? = "192.0.2.7") -> EnrollmentRefusal? {
        let error = #expect(throws: RegistryError.self) { _ = try rig.enroll(token, key, from: from) }
        if case .enrollment(let refusal) = error { return refusal }
        Issue.record("\(String(describing: error))")
        return nil
    }

    @Test("a token for one name brings the device in, accepted, with the token's labels, and is spent")
    func once() throws {
        let token = try rig.token(
            order {
                $0.labels = [try Label("site=berlin")]
                $0.services = [
                    ServiceTarget(name: try ServiceName("web"), host: try PlainText("127.0.0.1"), port: 80)
                ]
            })
        let key = rig.newKey()
        let enrolled = try rig.enroll(token, key)
        #expect(enrolled.device?.name.text == "cam-42")
        #expect(enrolled.device?.state == .accepted)
        #expect(enrolled.device?.key == key)
        #expect(enrolled.device?.labels.map(\.text) == ["site=berlin"])
        #expect(enrolled.services == token.order.services)
        #expect(!enrolled.isRepeated)
        #expect(refusal(token, rig.newKey()) == .spent(rig.now))
        #expect(try rig.registry.token(token.id)?.enrolled.map(\.name) == ["cam-42"])
        #expect(try rig.line(key, .device) != nil)
    }

    @Test("a rerun of the same key gets the same answer, until the token expires")
    func rerun() throws {
        let token = try rig.token(order())
        let key = rig.newKey()
        let first = try rig.enroll(token, key)
        rig.pass(3599)
        var again = try rig.enroll(token, key)
        #expect(again.isRepeated)
        again.isRepeated = false
        #expect(again == first)
        rig.pass(1)
        #expect(refusal(token, key) == .expired(rig.now))
        #expect(try rig.registry.devices().count == 1)
    }

    @Test("a rerun of a key that was shut out since is refused")
    func shutOut() throws {
        let token = try rig.token(order())
        let key = rig.newKey()
        _ = try rig.enroll(token, key)
        _ = try rig.registry.revokeDevice(DeviceName("cam-42"), by: rig.admin, at: rig.now)
        #expect(refusal(token, key) == .shutOut("cam-42"))
    }

    @Test("unknown and revoked tokens do not enroll")
    func unusable() throws {
        let token = try rig.token(order())
        _ = try rig.registry.revokeToken(token.id, by: rig.admin, at: rig.now)
        #expect(refusal(token, rig.newKey()) == .revokedToken)
        let unknown = Enrolling(token: TokenID(99), key: rig.newKey())
        #expect(throws: RegistryError.enrollment(.unknownToken)) { try rig.registry.enroll(unknown, at: rig.now) }
    }

    @Test("a token with a range enrolls from there alone")
    func range() throws {
        let token = try rig.token(order { $0.from = try AddressRange("10.1.0.0/16") })
        let key = rig.newKey()
        #expect(refusal(token, key) == .wrongPlace("192.0.2.7"))
        #expect(refusal(token, key, from: nil) == .wrongPlace("an unknown address"))
        _ = try rig.enroll(token, key, from: "::ffff:10.1.2.3")
    }

    @Test("a key that is known is never enrolled again under another name, whatever became of its owner")
    func knownKey() throws {
        let key = rig.newKey()
        _ = try rig.enroll(rig.token(order("cam-1")), key)
        let second = try rig.token(order("cam-2"))
        #expect(refusal(second, key) == .knownKey)
        _ = try rig.registry.revokeDevice(DeviceName("cam-1"), by: rig.admin, at: rig.now)
        #expect(refusal(second, key) == .knownKey)
        let person = try rig.addOperator("ann")
        #expect(refusal(second, person.keys[0]) == .knownKey)
        #expect(try rig.registry.token(second.id)?.usesLeft == 1)
    }

    @Test("a taken name is not replaced, neither when the token is made nor when the name was taken since")
    func takenName() throws {
        let early = try rig.token(order())
        try rig.addDevice("cam-42")
        #expect(throws: RegistryError.taken(kind: "device", name: "cam-42")) { try rig.token(order()) }
        #expect(refusal(early, rig.newKey()) == .takenName("cam-42"))
        #expect(try rig.registry.token(early.id)?.usesLeft == 1)
    }

    @Test("--replace keeps name, number, address, ports, labels and grants, and ends the old key for ever")
    func replace() throws {
        let old = try rig.addDevice("cam-42", labels: ["site=berlin"])
        let services = try rig.greet(old, ["rtsp:554"]).device.services
        let ann = try rig.addOperator("ann")
        _ = try rig.grant("ann", on: .device(old.name))
        let token = try rig.token(order { $0.replaces = true })
        let key = rig.newKey()
        let device = try #require(try rig.enroll(token, key).device)
        #expect((device.id, device.name, device.address) == (old.id, old.name, old.address))
        #expect(device.labels == old.labels && device.services == services && device.key == key)
        #expect(try rig.permits(of: ann)?.permits.count == 1)
        #expect(try rig.line(#require(old.key), .device) == nil)
        #expect(try rig.line(key, .device) != nil)
        let other = try rig.token(order("cam-43"))
        let oldKey = try #require(old.key)
        #expect(refusal(other, oldKey) == .knownKey)
        #expect(try rig.registry.audit(AuditFilter(verbs: [.deviceReplaced])).count == 1)
    }

    @Test("--replace brings a revoked name back with new hardware")
    func replaceRevoked() throws {
        try rig.addDevice("cam-42")
        _ = try rig.registry.revokeDevice(DeviceName("cam-42"), by: rig.admin, at: rig.now)
        #expect(try rig.enroll(rig.token(order { $0.replaces = true }), rig.newKey()).device?.state == .accepted)
    }

    @Test("a name that was reserved without a key is filled by a plain token")
    func reserved() throws {
        let slot = try rig.registry.addDevice(
            DeviceName("cam-42"), key: nil, labels: [Label("spare")], by: rig.admin, at: rig.now)
        let device = try #require(try rig.enroll(rig.token(order()), rig.newKey()).device)
        #expect(device.id == slot.id && device.address == slot.address && device.labels == slot.labels)
    }

    @Test("a reserved name that was revoked is not brought back by a token made before")
    func revokedReservation() throws {
        _ = try rig.registry.addDevice(DeviceName("cam-42"), key: nil, by: rig.admin, at: rig.now)
        let token = try rig.token(order())
        _ = try rig.registry.revokeDevice(DeviceName("cam-42"), by: rig.admin, at: rig.now)
        #expect(throws: RegistryError.enrollment(.revokedName("cam-42"))) { try rig.enroll(token, rig.newKey()) }
        #expect(try rig.registry.device(named: DeviceName("cam-42"))?.state == .revoked)
    }

    @Test("a template counts over all its tokens, passes over taken names, and its devices wait for approval")
    func template() throws {
        try rig.addDevice("cam-2")
        func token() throws -> Token {
            try rig.token(
                TokenOrder(naming: .devices(NameTemplate("cam-{n}")), uses: 2, expires: rig.later(3600)))
        }
        let first = try token()
        let devices = try [first, first, token()].map { try #require(try rig.enroll($0, rig.newKey()).device) }
        #expect(devices.map(\.name.text) == ["cam-1", "cam-3", "cam-4"])
        #expect(devices.allSatisfy { $0.state == .pending })
        #expect(refusal(first, rig.newKey()) == .spent(rig.now))
        let approved = try rig.registry.approveDevice(devices[0].name, by: rig.admin, at: rig.now)
        #expect(approved.state == .accepted)
    }

    @Test("a template with the device's own name takes good names alone, and none that is taken")
    func hostTemplate() throws {
        let token = try rig.token(
            TokenOrder(
                naming: .devices(NameTemplate("site-{host}")), uses: 5, expires: rig.later(3600), accepts: true))
        let device = try rig.enroll(token, rig.newKey(), host: "pump").device
        #expect(device?.name.text == "site-pump" && device?.state == .accepted)
        for host in ["pump", "Pump 1", nil, "-", String(repeating: "x", count: 60)] {
            #expect(throws: RegistryError.self) { try rig.enroll(token, rig.newKey(), host: host) }
        }
        #expect(try rig.registry.token(token.id)?.usesLeft == 4)
    }

    @Test("--pending holds back a named device too")
    func pending() throws {
        let key = rig.newKey()
        _ = try rig.enroll(rig.token(order { $0.accepts = false }), key)
        guard case .device(_, _, _, .pending) = try rig.line(key, .device) else {
            Issue.record("not pending")
            return
        }
    }

    @Test("an operator comes in by an invitation, with its groups, and a second invitation replaces only if told to")
    func operators() throws {
        func invite(_ replaces: Bool = false) throws -> Token {
            try rig.token(
                TokenOrder(
                    naming: .operator(OperatorName("ann")), expires: rig.later(3600),
                    groups: replaces ? [] : [GroupName("ops")], replaces: replaces))
        }
        let key = rig.newKey()
        guard case .operator(let ann) = try rig.enroll(invite(), key).member else {
            Issue.record("no operator")
            return
        }
        #expect(ann.groups.map(\.text) == ["ops"] && ann.keys == [key])
        #expect(throws: RegistryError.taken(kind: "operator", name: "ann")) { try invite() }
        let newer = rig.newKey()
        guard case .operator(let again) = try rig.enroll(invite(true), newer).member else {
            Issue.record("no operator")
            return
        }
        #expect(again.id == ann.id && again.keys == [newer] && again.groups == ann.groups)
        #expect(try rig.line(key, .operator) == nil)
    }

    @Test("of 20 enrollments at once by one token one wins, and its rerun gets the same answer")
    func race() async throws {
        let token = try rig.token(order())
        let registry = rig.registry
        let now = rig.now
        let outcomes = try await withThrowingTaskGroup(of: (PublicKey, Enrolled?).self) { group in
            for number in 0..<20 {
                let key = RegistryRig.key(1000 + UInt64(number))
                group.addTask {
                    try await OwnThread.run {
                        do {
                            return (key, try registry.enroll(Enrolling(token: token.id, key: key), at: now))
                        } catch RegistryError.enrollment(.spent) {
                            return (key, nil)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let winners = outcomes.filter { $0.1 != nil }
        #expect(outcomes.count == 20 && winners.count == 1)
        let (key, first) = try #require(winners.first)
        let again = try rig.registry.enroll(Enrolling(token: token.id, key: key), at: rig.now)
        #expect(again.isRepeated && again.member == first?.member)
        #expect(try rig.registry.devices().count == 1)
        #expect(try rig.registry.audit(AuditFilter(verbs: [.deviceEnrolled])).count == 1)
    }
}
