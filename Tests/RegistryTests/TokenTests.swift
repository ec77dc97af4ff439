import Testing
import TunnelModel

@testable import Registry

@Suite("Tokens")
struct TokenTests {
    let rig: RegistryRig

    init() throws { rig = try RegistryRig() }

    @Test("parts that do not go together are refused, and nothing is made")
    func nonsense() throws {
        let template = TokenOrder.Naming.devices(try NameTemplate("cam-{n}"))
        let name = TokenOrder.Naming.device(try DeviceName("cam-1"))
        let person = TokenOrder.Naming.operator(try OperatorName("ann"))
        let end = rig.later(60)
        let label = try Label("a")
        for order in [
            TokenOrder(naming: name, expires: rig.now),
            TokenOrder(naming: name, uses: 0, expires: end),
            TokenOrder(naming: name, uses: 2, expires: end),
            TokenOrder(naming: template, uses: 100_001, expires: end),
            TokenOrder(naming: template, uses: 2, expires: end, replaces: true),
            TokenOrder(naming: name, expires: end, groups: [try GroupName("ops")]),
            TokenOrder(naming: person, expires: end, labels: [label]),
            TokenOrder(naming: person, expires: end, accepts: false),
        ] {
            #expect(throws: RegistryError.self) { try rig.token(order) }
        }
        #expect(try rig.registry.tokens(everMade: true, at: rig.now).isEmpty)
        #expect(try rig.registry.audit().isEmpty)
    }

    @Test("the list shows those that would still enroll, or all")
    func list() throws {
        let orders = try (1...4).map {
            TokenOrder(naming: .device(try DeviceName("cam-\($0)")), expires: rig.later($0 == 1 ? 10 : 1000))
        }
        let tokens = try orders.map { try rig.token($0) }
        rig.pass(10)
        _ = try rig.enroll(tokens[1], rig.newKey())
        _ = try rig.registry.revokeToken(tokens[2].id, by: rig.admin, at: rig.now)
        #expect(try rig.registry.tokens(at: rig.now).map(\.id) == [tokens[3].id])
        let all = try rig.registry.tokens(everMade: true, at: rig.now)
        #expect(all.map(\.id) == tokens.map(\.id))
        #expect(all.map(\.order) == orders)
        #expect(all[2].revoked == rig.now)
    }

    @Test("the one-time key logs in as enrollee, spent or not, until the token expires or is revoked")
    func line() throws {
        let key = rig.newKey()
        let range = try AddressRange("10.0.0.0/8")
        let token = try rig.registry.createToken(
            TokenOrder(naming: .device(DeviceName("cam-1")), expires: rig.later(100), from: range), key: key,
            by: rig.admin, at: rig.now)
        #expect(try rig.line(key, .enroll) == .enroll(token.id, expires: rig.later(100), from: range))
        _ = try rig.enroll(token, rig.newKey(), from: "10.0.0.1")
        #expect(try rig.line(key, .enroll) != nil)
        #expect(try rig.line(key, .device) == nil)
        #expect(try rig.line(key, .operator) == nil)
        rig.pass(100)
        #expect(try rig.line(key, .enroll) == nil)
    }

    @Test("a token's one-time key cannot be enrolled as a device's own")
    func ownKey() throws {
        let key = rig.newKey()
        let token = try rig.registry.createToken(
            TokenOrder(naming: .device(DeviceName("cam-1")), expires: rig.later(100)), key: key, by: rig.admin,
            at: rig.now)
        #expect(throws: RegistryError.enrollment(.knownKey)) { try rig.enroll(token, key) }
    }

    @Test("revoking with what it enrolled shuts out those that live by its keys, and nobody else")
    func revokeEnrolled() throws {
        let token = try rig.token(
            TokenOrder(
                naming: .devices(NameTemplate("cam-{n}")), uses: 3, expires: rig.later(1000), accepts: true))
        let keys = (1...3).map { _ in rig.newKey() }
        for key in keys { _ = try rig.enroll(token, key) }
        let other = try rig.addDevice("other")
        let replacement = try rig.token(
            TokenOrder(naming: .device(DeviceName("cam-2")), expires: rig.later(1000), replaces: true))
        let newKey = rig.newKey()
        _ = try rig.enroll(replacement, newKey)
        let (devices, operators) = try rig.registry.revokeToken(
            token.id, andEnrolled: true, by: rig.admin, at: rig.now)
        #expect(devices.map(\.name.text).sorted() == ["cam-1", "cam-3"])
        #expect(operators.isEmpty)
        #expect(try rig.line(keys[0], .device) == nil)
        #expect(try rig.line(newKey, .device) != nil)
        #expect(try rig.line(#require(other.key), .device) != nil)
    }

    @Test(
        "templates have one placeholder", arguments: ["cam", "cam-{n}-{n}", "{n}{host}", "Cam-{n}", "{x}", "", "-{n}"])
    func badTemplates(text: String) {
        #expect(throws: TextFault.self) { try NameTemplate(text) }
    }

    @Test("ranges are checked as sshd checks them")
    func ranges() throws {
        #expect(try AddressRange("10.0.0.0/8").contains("10.255.0.1"))
        #expect(try !AddressRange("10.0.0.0/8").contains("11.0.0.1"))
        #expect(try AddressRange("0.0.0.0/0").contains("192.0.2.1"))
        #expect(try AddressRange("192.0.2.1").contains("192.0.2.1"))
        #expect(try AddressRange("2001:db8::/33").contains("2001:db8:7fff::1"))
        #expect(try !AddressRange("2001:db8::/33").contains("2001:db8:8000::1"))
        #expect(try !AddressRange("::/0").contains("10.0.0.1"))
        for text in ["", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "10.0.0.0/+8", "10.0.0.0/08", "::/129", "a/8", "*"] {
            #expect(throws: TextFault.self) { try AddressRange(text) }
        }
    }
}
