import GRDB
import Testing
import TunnelModel

@testable import Registry

@Suite("Grants")
struct GrantTests {
    let rig: RegistryRig
    let ann: Operator

    init() throws {
        rig = try RegistryRig()
        ann = try rig.addOperator("ann", groups: ["ops"])
        for (name, labels, services) in [
            ("cam-1", ["site=berlin"], ["rtsp:554", "web:80"]), ("cam-2", ["site=bonn"], ["rtsp:554"]),
            ("door-1", ["site=berlin", "spare"], ["web:80"]),
        ] {
            try rig.greet(rig.addDevice(name, labels: labels), services)
        }
    }

    /// What ann may reach now, as `cam-1:20554`.
    private func reach() throws -> [String] {
        let names = Dictionary(uniqueKeysWithValues: try rig.registry.devices().map { ($0.address, $0.name) })
        return try #require(try rig.permits(of: ann)).permits.map { "\(names[$0.address]?.text ?? "?"):\($0.port)" }
    }

    private func why(_ device: String, _ service: String, _ person: String = "ann") throws -> Explanation {
        try rig.registry.explain(
            OperatorName(person), DeviceName(device), ServiceName(service), at: rig.now)
    }

    @Test("without a grant an operator logs in and reaches nothing")
    func nothing() throws {
        #expect(try reach() == [])
        #expect(
            try why("cam-1", "web").line
                == "ann may not reach cam-1:web: no grant; add one with: grant add ann --device cam-1 --service web")
        #expect(try why("cam-1", "web").publicLine == "nothing named cam-1:web is granted to you")
        #expect(
            try why("cam-1", "web").publicLine.contains("cam-1") == why("cam-9", "web").publicLine.contains("cam-9"))
    }

    @Test("a grant names a device, a pattern, or a label with or without its value, and services or all of them")
    func targets() throws {
        func reachWith(_ target: Grant.Target, _ services: [String] = []) throws -> [String] {
            let grant = try rig.grant("ann", on: target, services)
            defer { _ = try? rig.registry.endGrant(grant.id, by: rig.admin, at: rig.now) }
            return try reach()
        }
        #expect(try reachWith(.device(DeviceName("cam-1"))) == ["cam-1:20080", "cam-1:20554"])
        #expect(try reachWith(.device(DeviceName("cam-1")), ["web"]) == ["cam-1:20080"])
        #expect(try reachWith(.pattern(NamePattern("cam-*")), ["rtsp"]) == ["cam-1:20554", "cam-2:20554"])
        #expect(try reachWith(.pattern(NamePattern("*-1")), ["web"]) == ["cam-1:20080", "door-1:20080"])
        #expect(try reachWith(.pattern(NamePattern("cam-2"))) == ["cam-2:20554"])
        #expect(try reachWith(.label(Label("site=berlin")), ["web"]) == ["cam-1:20080", "door-1:20080"])
        #expect(try reachWith(.label(Label("site")), ["rtsp"]) == ["cam-1:20554", "cam-2:20554"])
        #expect(try reachWith(.label(Label("spare"))) == ["door-1:20080"])
        #expect(try reachWith(.label(Label("site=rome"))) == [])
        #expect(try reach() == [])
    }

    @Test("a pattern means devices to come too, and a device's new name")
    func laterDevices() throws {
        _ = try rig.grant("ann", on: .pattern(NamePattern("*cam*")), ["web"])
        #expect(try reach() == ["cam-1:20080"])
        try rig.greet(rig.addDevice("webcam-1"), ["web:80"])
        #expect(try reach() == ["cam-1:20080", "webcam-1:20080"])
        _ = try rig.registry.renameDevice(DeviceName("webcam-1"), to: DeviceName("gate"), by: rig.admin, at: rig.now)
        _ = try rig.registry.renameDevice(DeviceName("door-1"), to: DeviceName("doorcam"), by: rig.admin, at: rig.now)
        #expect(try reach() == ["cam-1:20080", "doorcam:20080"])
    }

    @Test("a grant by name follows the device to its new name, and does not pass to another under the old one")
    func rename() throws {
        _ = try rig.grant("ann", on: .device(DeviceName("cam-2")))
        _ = try rig.registry.renameDevice(DeviceName("cam-2"), to: DeviceName("yard"), by: rig.admin, at: rig.now)
        try rig.greet(rig.addDevice("cam-2"), ["web:80"])
        #expect(try reach() == ["yard:20554"])
    }

    @Test("a device may be granted before it exists")
    func early() throws {
        _ = try rig.grant("ann", on: .device(DeviceName("cam-9")), ["web"])
        #expect(
            try why("cam-9", "web").line == "ann may not reach cam-9:web: it is granted, but there is no device 'cam-9'"
        )
        try rig.greet(rig.addDevice("cam-9"), ["web:80"])
        #expect(try reach() == ["cam-9:20080"])
    }

    @Test("a group's grants are its members', as long as they are in it")
    func groups() throws {
        _ = try rig.registry.addGrant(
            .group(GroupName("ops")), on: .device(DeviceName("cam-1")), services: [ServiceName("web")], by: rig.admin,
            at: rig.now)
        #expect(try reach() == ["cam-1:20080"])
        #expect(try why("cam-1", "web").line.contains("by grant 1 (group ops: web on device cam-1)"))
        _ = try rig.registry.setGroups([], of: ann.name, by: rig.admin, at: rig.now)
        #expect(try reach() == [])
    }

    @Test("a grant ends at its time, and the line says the earliest end of those it was made of")
    func until() throws {
        _ = try rig.grant("ann", on: .device(DeviceName("cam-1")), ["web"], until: rig.later(60))
        _ = try rig.grant("ann", on: .device(DeviceName("cam-1")), ["rtsp"], until: rig.later(30))
        _ = try rig.grant("ann", on: .device(DeviceName("cam-9")), ["rtsp"], until: rig.later(10))
        #expect(try rig.permits(of: ann)?.until == rig.later(30))
        #expect(try rig.registry.nextGrantEnd() == rig.later(10))
        rig.pass(29)
        #expect(try reach().count == 2)
        rig.pass(1)
        #expect(try reach() == ["cam-1:20080"])
        #expect(try why("cam-1", "rtsp").line == "ann may not reach cam-1:rtsp: grant 2 ended at \(rig.now)")
        let ended = try rig.registry.endPassedGrants(at: rig.now)
        #expect(ended.map(\.grant.id.value) == [2, 3])
        #expect(ended.flatMap(\.operators) == [ann.id, ann.id])
        #expect(try rig.registry.endPassedGrants(at: rig.now).isEmpty)
        #expect(try rig.registry.nextGrantEnd() == rig.later(30))
        #expect(throws: RegistryError.self) { try rig.grant("ann", on: .label(Label("a")), until: rig.now) }
    }

    @Test("ending a grant by hand tells whose it was, and works once")
    func ending() throws {
        try rig.addOperator("bob", groups: ["ops"])
        let grant = try rig.registry.addGrant(
            .group(GroupName("ops")), on: .pattern(NamePattern("cam-*")), by: rig.admin, at: rig.now)
        let ended = try rig.registry.endGrant(grant.id, by: rig.admin, at: rig.now)
        #expect(ended.operators.count == 2)
        #expect(throws: RegistryError.self) { try rig.registry.endGrant(grant.id, by: rig.admin, at: rig.now) }
        #expect(try rig.registry.grants(at: rig.now).isEmpty)
        #expect(try rig.registry.grants(everGiven: true, at: rig.now).map(\.id) == [grant.id])
        let left = try rig.registry.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM pattern_devices") }
        #expect(left == 0)
    }

    @Test("a pattern that two grants have lives as long as one of them")
    func sharedPattern() throws {
        let first = try rig.grant("ann", on: .pattern(NamePattern("cam-*")), ["rtsp"])
        _ = try rig.grant("ann", on: .pattern(NamePattern("cam-*")), ["web"])
        _ = try rig.registry.endGrant(first.id, by: rig.admin, at: rig.now)
        #expect(try reach() == ["cam-1:20080"])
    }

    @Test("pending and revoked devices, and services no longer announced, are not permitted")
    func states() throws {
        _ = try rig.grant("ann", on: .pattern(NamePattern("*")), ["web"])
        _ = try rig.registry.revokeDevice(DeviceName("cam-1"), by: rig.admin, at: rig.now)
        #expect(try reach() == ["door-1:20080"])
        #expect(try why("cam-1", "web").publicLine == "the device 'cam-1' is revoked")
        let door = try #require(try rig.registry.device(named: DeviceName("door-1")))
        try rig.greet(door, ["ssh:22"])
        #expect(try reach() == [])
        #expect(try why("door-1", "web").publicLine == "the device 'door-1' offers no 'web', only ssh")
    }

    @Test("a revoked operator does not log in, and why says so")
    func revoked() throws {
        _ = try rig.grant("ann", on: .pattern(NamePattern("*")))
        _ = try rig.registry.revokeOperator(ann.name, by: rig.admin, at: rig.now)
        #expect(try rig.permits(of: ann) == nil)
        #expect(try why("cam-1", "web").line == "ann may not reach cam-1:web: the operator is revoked")
        #expect(try why("cam-1", "web", "eve").line == "eve may not reach cam-1:web: there is no operator 'eve'")
        #expect(try rig.registry.visibleDevices(of: ann.id, at: rig.now).isEmpty)
    }

    @Test("resolving tells where, by the grant that holds longest")
    func resolving() throws {
        _ = try rig.grant("ann", on: .device(DeviceName("cam-1")), ["web"], until: rig.later(10))
        _ = try rig.grant("ann", on: .label(Label("site=berlin")), until: rig.later(50))
        let answer = try rig.registry.resolve(ann.id, DeviceName("cam-1"), ServiceName("web"), at: rig.now)
        guard case .allowed(let route, let grant) = answer.verdict else {
            Issue.record("\(answer)")
            return
        }
        #expect("\(route.permit.address):\(route.permit.port)" == "127.64.0.1:20080")
        #expect(grant.until == rig.later(50))
        #expect(answer.publicLine == "granted until \(rig.later(50))")
    }

    @Test("the list for an operator shows granted services of accepted devices alone")
    func visible() throws {
        _ = try rig.grant("ann", on: .label(Label("site=berlin")), ["web"])
        _ = try rig.grant("ann", on: .device(DeviceName("cam-2")))
        let seen = try rig.registry.visibleDevices(of: ann.id, at: rig.now)
        #expect(
            seen.map { "\($0.name) \($0.services.map(\.target.name.text))" } == [
                #"cam-1 ["web"]"#, #"cam-2 ["rtsp"]"#, #"door-1 ["web"]"#,
            ])
    }

    @Test("grants to an unknown operator are refused; the count of a target shows a slip")
    func slips() throws {
        #expect(throws: RegistryError.unknown(kind: "operator", name: "eve")) {
            try rig.grant("eve", on: .pattern(NamePattern("*")))
        }
        #expect(try rig.registry.count(of: .pattern(NamePattern("cam-*"))) == 2)
        #expect(try rig.registry.count(of: .pattern(NamePattern("kam-*"))) == 0)
        #expect(try rig.registry.count(of: .label(Label("site"))) == 3)
        #expect(try rig.registry.count(of: .device(DeviceName("cam-1"))) == 1)
    }
}
