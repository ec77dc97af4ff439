import Testing
import TunnelModel

@testable import Registry

@Suite("Export and import")
struct TransferTests {
    let rig: RegistryRig

    init() throws { rig = try RegistryRig() }

    private func export(_ rig: RegistryRig) throws -> [String] {
        var lines: [String] = []
        try rig.registry.export(at: rig.now) { lines.append(String(decoding: $0, as: UTF8.self)) }
        return lines
    }

    @discardableResult
    private func importLines(_ lines: [String], into rig: RegistryRig) throws -> ImportCounts {
        try rig.registry.importLines(lines.map { Array($0.utf8) }, by: rig.admin, at: rig.now)
    }

    private func fill() throws {
        for number in 1...3 {
            try rig.greet(rig.addDevice("cam-\(number)", labels: ["site=s\(number)"]), ["rtsp:554", "web:80"])
        }
        try rig.greet(try #require(try rig.registry.device(named: DeviceName("cam-2"))), ["web:80"])
        _ = try rig.enroll(
            rig.token(TokenOrder(naming: .device(DeviceName("cam-3")), expires: rig.later(9), replaces: true)),
            rig.newKey())
        _ = try rig.registry.addDevice(DeviceName("slot"), key: nil, by: rig.admin, at: rig.now)
        try rig.addOperator("ann", groups: ["ops"])
        _ = try rig.grant("ann", on: .pattern(NamePattern("cam-*")), ["web"], until: rig.later(99))
        _ = try rig.registry.addGrant(.group(GroupName("ops")), on: .label(Label("site")), by: rig.admin, at: rig.now)
        try rig.registry.set(.grace, to: "5m", by: rig.admin, at: rig.now)
    }

    @Test("an export, imported elsewhere, gives the same export there")
    func roundTrip() throws {
        try fill()
        let lines = try export(rig)
        let other = try RegistryRig()
        let counts = try importLines(lines, into: other)
        #expect(counts == ImportCounts(devices: 4, operators: 1, grants: 2, settings: 1))
        #expect(try export(other) == lines)
        let device = try #require(try other.registry.device(named: DeviceName("cam-1")))
        #expect(try other.line(#require(device.key), .device) != nil)
        let ann = try #require(try other.registry.operator(named: OperatorName("ann")))
        #expect(try other.permits(of: ann)?.permits.count == 5)
        try other.registry.checkIntegrity()
    }

    @Test("a retired key stays known after the move")
    func retired() throws {
        let old = try rig.addDevice("cam-1")
        _ = try rig.enroll(
            rig.token(TokenOrder(naming: .device(old.name), expires: rig.later(9), replaces: true)), rig.newKey())
        let other = try RegistryRig()
        try importLines(export(rig), into: other)
        let error = #expect(throws: RegistryError.self) {
            try other.registry.addDevice(DeviceName("cam-2"), key: old.key, by: rig.admin, at: rig.now)
        }
        #expect(error?.summary.hasSuffix("as a former key of device 'cam-1'") == true)
    }

    @Test("an inventory by hand needs names alone; addresses and ports are given here")
    func inventory() throws {
        try importLines(
            [
                #"{"v":1,"device":{"name":"cam-1","services":[{"name":"web","host":"127.0.0.1","port":80}]}}"#, "",
                #"{"v":1,"device":{"name":"cam-2","labels":["site=bonn"]}}"#,
            ], into: rig)
        let devices = try rig.registry.devices()
        #expect(devices.map(\.address.index) == [1, 2])
        #expect(devices[0].services.map(\.port) == [20080])
        #expect(devices[1].labels.map(\.text) == ["site=bonn"])
        #expect(try rig.registry.audit().map(\.verb) == [.imported])
    }

    @Test(
        "a faulty line is named, and nothing of the import stays",
        arguments: [
            (#"{"v":1,"device":{"name":"Cam"}}"#, "line 2: device.name: bad device name 'Cam'"),
            (#"{"v":1,"device":{"name":"a"}}"#, "line 2: there is a device 'a' already"),
            (#"{"v":1,"device":{"name":"b","address":"127.64.0.1"}}"#, "line 2: the address 127.64.0.1 belongs to 'a'"),
            (#"{"v":1,"device":{"name":"b","colour":"red"}}"#, "line 2: device.colour: unknown key"),
            (#"{"v":1,"device":{"name":"b","key":"nonsense"}}"#, "line 2: 'nonsense' is no public key"),
            (#"{"v":2,"device":{"name":"b"}}"#, "line 2: v: the format 2 is newer"),
            (#"{"v":1}"#, "line 2: one of device, operator, grant and setting is due"),
            (#"{"v":1,"grant":{"operator":"ann","label":"a"}}"#, "line 2: no operator 'ann'"),
            (#"{"v":1,"grant":{"label":"a"}}"#, "line 2: a grant has an operator or a group"),
            (#"{"v":1,"end":{"lines":1}}"#, "line 2: one of device"),
            (#"{"v":1,"device":{"name":"b","#, "line 2: "),
            (
                #"{"v":1,"device":{"name":"b","services":[{"name":"w","host":"h","port":1,"at":2000},"#
                    + #"{"name":"x","host":"h","port":2,"at":2000}]}}"#, "line 2: "
            ),
        ])
    func faults(line: String, words: String) throws {
        let error = #expect(throws: RegistryError.self) {
            try importLines([#"{"v":1,"device":{"name":"a"}}"#, line], into: rig)
        }
        #expect(error?.summary.hasPrefix(words) == true, "\(error?.summary ?? "")")
        #expect(try rig.registry.devices().isEmpty)
        #expect(try rig.registry.audit().isEmpty)
    }

    @Test("an export that lost its end, or lines of its middle, is refused")
    func cut() throws {
        try fill()
        let lines = try export(rig)
        for lost in 1..<lines.count {
            let other = try RegistryRig()
            var rest = lines
            rest.remove(at: lost)
            #expect(throws: RegistryError.self) { try importLines(rest, into: other) }
            #expect(throws: RegistryError.self) { try importLines(Array(lines.prefix(lost)), into: other) }
            #expect(try other.registry.devices().isEmpty)
        }
    }
}
