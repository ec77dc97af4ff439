import GRDB
import Testing
import TunnelModel

@testable import Registry

@Suite("Devices, operators, sessions and the audit")
struct PeopleTests {
    let rig: RegistryRig

    init() throws { rig = try RegistryRig() }

    @Test("devices are listed by name, filtered by pattern, state and labels, page by page")
    func list() throws {
        for number in [3, 1, 2] { try rig.addDevice("cam-\(number)", labels: ["site=s\(number % 2)"]) }
        try rig.addDevice("door", labels: ["site=s1", "spare"])
        _ = try rig.registry.revokeDevice(DeviceName("cam-2"), by: rig.admin, at: rig.now)
        func names(_ filter: DeviceFilter) throws -> [String] {
            let many = try rig.registry.devices(filter).map(\.name.text)
            #expect(try rig.registry.deviceNames(filter).map(\.text) == many)
            return many
        }
        #expect(try names(DeviceFilter()) == ["cam-1", "cam-2", "cam-3", "door"])
        #expect(try names(DeviceFilter(names: NamePattern("cam-*"))) == ["cam-1", "cam-2", "cam-3"])
        #expect(try names(DeviceFilter(state: .revoked)) == ["cam-2"])
        #expect(try names(DeviceFilter(labels: [Label("site=s1")])) == ["cam-1", "cam-3", "door"])
        #expect(try names(DeviceFilter(labels: [Label("site"), Label("spare")])) == ["door"])
        #expect(try names(DeviceFilter(limit: 2)) == ["cam-1", "cam-2"])
        #expect(try names(DeviceFilter(after: DeviceName("cam-2"), limit: 2)) == ["cam-3", "door"])
        #expect(try rig.registry.deviceCounts() == [.accepted: 3, .revoked: 1])
    }

    @Test("the long way of reading devices and the short way give the same")
    func bothWays() throws {
        for number in 1...5 {
            let device = try rig.addDevice("cam-\(number)", labels: number == 3 ? [] : ["a=1", "b"])
            if number != 2 { try rig.greet(device, ["web:80", "rtsp:554"]) }
        }
        _ = try rig.registry.addDevice(DeviceName("slot"), key: nil, by: rig.admin, at: rig.now)
        let long = try rig.registry.devices()
        #expect(long.count == 6)
        #expect(try rig.registry.devices(DeviceFilter(limit: 1000)) == long)
        #expect(try long.map { try rig.registry.device($0.id) } == long)
    }

    @Test("labels are set and removed by key, one of each key")
    func labels() throws {
        let device = try rig.addDevice("cam-1", labels: ["site=berlin", "old"])
        let changed = try rig.registry.labelDevice(
            device.name, set: [Label("site=bonn"), Label("zone=3")], remove: ["old"], by: rig.admin, at: rig.now)
        #expect(changed.labels.map(\.text) == ["site=bonn", "zone=3"])
        #expect(try rig.registry.audit(AuditFilter(limit: 1)).map(\.detail.text) == ["-old +site=bonn +zone=3"])
    }

    @Test("what is taken, unknown or no key is refused, and leaves no trace in the audit")
    func refusals() throws {
        let cam = try rig.addDevice("cam-1")
        let ann = try rig.addOperator("ann")
        let lines = try rig.registry.audit().count
        let (registry, admin, now) = (rig.registry, rig.admin, rig.now)
        #expect(throws: RegistryError.taken(kind: "device", name: "cam-1")) { try rig.addDevice("cam-1") }
        #expect(throws: RegistryError.taken(kind: "operator", name: "ann")) { try rig.addOperator("ann") }
        #expect(throws: RegistryError.self) {
            try registry.addDevice(DeviceName("cam-2"), key: cam.key, by: admin, at: now)
        }
        let error = #expect(throws: RegistryError.self) {
            try registry.addOperator(OperatorName("bob"), key: #require(cam.key), by: admin, at: now)
        }
        #expect(error?.summary.hasSuffix("is already known, as device 'cam-1'") == true)
        #expect(throws: RegistryError.unknown(kind: "device", name: "cam-9")) {
            try registry.approveDevice(DeviceName("cam-9"), by: admin, at: now)
        }
        #expect(throws: RegistryError.taken(kind: "device", name: "cam-1")) {
            try registry.renameDevice(cam.name, to: cam.name, by: admin, at: now)
        }
        let broken = try #require(PublicKey(blob: [0, 0, 0, 11] + "ssh-ed25519".utf8 + [0, 0, 0, 1, 7]))
        #expect(throws: RegistryError.self) { try registry.addKey(broken, to: ann.name, by: admin, at: now) }
        #expect(try registry.audit().count == lines)
        #expect(try registry.devices().count == 1)
    }

    @Test("a device's key logs in as a device alone; revoked it does not, approved again it does")
    func deviceLine() throws {
        let device = try rig.addDevice("cam-1")
        let key = try #require(device.key)
        #expect(try rig.line(key, .device) == .device(device.id, device.name, device.address, .accepted))
        #expect(try rig.line(key, .operator) == nil)
        #expect(try rig.line(key, .enroll) == nil)
        _ = try rig.registry.revokeDevice(device.name, by: rig.admin, at: rig.now)
        #expect(try rig.line(key, .device) == nil)
        _ = try rig.registry.approveDevice(device.name, by: rig.admin, at: rig.now)
        #expect(try rig.line(key, .device) != nil)
        #expect(try rig.line(rig.newKey(), .device) == nil)
    }

    @Test("all key lines together are those of each key")
    func allLines() throws {
        try rig.addDevice("cam-1")
        try rig.addDevice("cam-2")
        try rig.addOperator("ann")
        _ = try rig.token(TokenOrder(naming: .device(DeviceName("cam-3")), expires: rig.later(60)))
        _ = try rig.registry.revokeDevice(DeviceName("cam-2"), by: rig.admin, at: rig.now)
        #expect(try rig.registry.allKeyLines(at: rig.now).count == 3)
        #expect(try rig.registry.allKeyLines(at: rig.later(60)).count == 2)
    }

    @Test("an operator may have a second key and other groups")
    func operators() throws {
        try rig.addOperator("bob")
        let ann = try rig.addOperator("ann", groups: ["ops", "night"])
        let second = rig.newKey()
        let more = try rig.registry.addKey(second, to: ann.name, by: rig.admin, at: rig.now)
        #expect(Set(more.keys) == Set(ann.keys + [second]))
        #expect(try rig.line(second, .operator) != nil)
        #expect(ann.groups.map(\.text) == ["night", "ops"])
        #expect(try rig.registry.operators().map(\.name.text) == ["ann", "bob"])
        #expect(try rig.registry.operators(in: GroupName("ops")).map(\.name.text) == ["ann"])
    }

    @Test("a device's last session tells when and why it ended; an older one's end does not")
    func sessions() throws {
        let device = try rig.addDevice("cam-1")
        let place = try PlainText("192.0.2.7")
        func begin(_ pid: Int32) throws -> SessionID {
            try rig.registry.beginSession(
                of: .device(device.id), from: place, monitor: pid, monitorStart: 77, at: rig.now)
        }
        let lines = try rig.registry.audit().count
        let old = try begin(100)
        rig.pass(5)
        let new = try begin(101)
        try rig.registry.endSession(old, why: PlainText("superseded"), at: rig.now)
        #expect(try rig.registry.device(device.id)?.ended == nil)
        #expect(try rig.registry.openSessions().map(\.id) == [new])
        rig.pass(5)
        try rig.registry.endSession(new, why: PlainText("timeout"), at: rig.now)
        try rig.registry.endSession(new, why: PlainText("again"), at: rig.later(9))
        let seen = try #require(try rig.registry.device(device.id))
        #expect(seen.ended?.text == "timeout" && seen.lastSeen == rig.now)
        let all = try rig.registry.sessions(of: .device(device.id))
        #expect(all.map(\.id) == [new, old])
        #expect(all.map(\.monitor) == [101, 100] && all.allSatisfy { $0.from == place && $0.name == "cam-1" })
        #expect(try rig.registry.audit().count == lines)
        #expect(try rig.registry.forgetSessions(endedBefore: rig.now) == 1)
        #expect(try rig.registry.sessions().map(\.id) == [new])
    }

    @Test("an operator's sessions stand in the audit")
    func operatorSessions() throws {
        let ann = try rig.addOperator("ann")
        let id = try rig.registry.beginSession(
            of: .operator(ann.id), from: PlainText("192.0.2.9"), monitor: 7, monitorStart: 8, at: rig.now)
        try rig.registry.endSession(id, why: PlainText("closed"), at: rig.later(9))
        let lines = try rig.registry.audit(AuditFilter(operator: ann.name))
        #expect(lines.map(\.verb) == [.sessionEnded, .sessionBegan, .operatorAdded])
        #expect(try rig.registry.operator(ann.id)?.lastSeen == rig.later(9))
    }

    @Test("the audit refuses to be changed or shortened")
    func appendOnly() throws {
        try rig.addDevice("cam-1")
        for sql in [
            "UPDATE audit SET detail = ''", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1",
            "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        ] {
            #expect(throws: (any Error).self) { try rig.registry.pool.write { try $0.execute(sql: sql) } }
        }
        #expect(try rig.registry.audit().count == 1)
    }

    @Test("the audit is filtered by device, operator, kind and time, newest first, page by page")
    func filters() throws {
        for number in 1...5 {
            try rig.addDevice("cam-\(number)")
            rig.pass(10)
        }
        let all = try rig.registry.audit()
        #expect(all.map(\.id) == [5, 4, 3, 2, 1])
        #expect(all.allSatisfy { $0.actor == rig.admin && $0.verb == .deviceAdded })
        func ids(_ filter: AuditFilter) throws -> [Int64] { try rig.registry.audit(filter).map(\.id) }
        #expect(try ids(AuditFilter(device: DeviceName("cam-2"))) == [2])
        #expect(try ids(AuditFilter(operator: OperatorName("ann"))) == [])
        #expect(try ids(AuditFilter(verbs: [.deviceRevoked])) == [])
        #expect(try ids(AuditFilter(verbs: [.deviceRevoked, .deviceAdded], limit: 2)) == [5, 4])
        #expect(try ids(AuditFilter(before: 4, limit: 2)) == [3, 2])
        #expect(try ids(AuditFilter(since: all[2].time, until: all[0].time)) == [4, 3])
    }

    @Test("settings and host keys are kept, and the audit does not tell their secrets")
    func settings() throws {
        let registry = rig.registry
        try registry.set(.grace, to: "5m", by: rig.admin, at: rig.now)
        try registry.set(.onChange, to: "/bin/true", by: rig.admin, at: rig.now)
        try registry.set(.onChange, to: nil, by: rig.admin, at: rig.now)
        #expect(try registry.setting(.grace) == "5m" && registry.setting(.onChange) == nil)
        let keys = [rig.newKey(), rig.newKey()]
        try registry.keep(HostKey(use: .spare, key: keys[0], file: Secret("one")), by: rig.admin, at: rig.now)
        try registry.keep(HostKey(use: .active, key: keys[1], file: Secret("two")), by: rig.admin, at: rig.now)
        #expect(try registry.hostKeys().map(\.key) == [keys[1], keys[0]])
        #expect(try registry.hostKeys().map { $0.file.reveal() } == ["two", "one"])
        #expect(try registry.audit().allSatisfy { !$0.detail.text.contains("one") && !$0.detail.text.contains("5m") })
    }

    @Test("addresses are never given twice, and when the last is reached the gaps are filled")
    func addresses() throws {
        let high = #"{"v":1,"device":{"name":"last","address":"127.127.255.255"}}"#
        let third = #"{"v":1,"device":{"name":"third","address":"127.64.0.3"}}"#
        _ = try rig.registry.importLines([high, third].map { Array($0.utf8) }, by: rig.admin, at: rig.now)
        let given = try (1...4).map { try rig.addDevice("cam-\($0)").address.text }
        #expect(given == ["127.64.0.1", "127.64.0.2", "127.64.0.4", "127.64.0.5"])
    }
}
