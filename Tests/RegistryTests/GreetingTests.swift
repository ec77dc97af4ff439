import Testing
import TunnelModel

@testable import Registry

@Suite("A device's hello")
struct GreetingTests {
    let rig: RegistryRig
    let device: Device

    init() throws {
        rig = try RegistryRig()
        device = try rig.addDevice("cam-42")
    }

    private func ports(_ services: [String]) throws -> [String: UInt16] {
        let device = try rig.greet(device, services).device
        return Dictionary(uniqueKeysWithValues: device.services.map { ($0.target.name.text, $0.port) })
    }

    @Test("the first choice is the target's port + 20000")
    func firstChoice() throws {
        #expect(try ports(["rtsp:554", "web:80", "ssh:22"]) == ["rtsp": 20554, "web": 20080, "ssh": 20022])
    }

    @Test("two targets with one port get two ports, and high ones come round to 1024")
    func conflicts() throws {
        #expect(try ports(["a:80", "b:80", "c:81"]) == ["a": 20080, "b": 20081, "c": 20082])
        #expect(
            try ports(["d:45535", "e:45536", "f:65535"]).filter { "def".contains($0.key) } == [
                "d": 65535, "e": 1024, "f": 21023,
            ])
    }

    @Test("a port is kept for life: over silence, another target and a restart")
    func forLife() throws {
        #expect(try ports(["a:80", "b:80"]) == ["a": 20080, "b": 20081])
        #expect(try ports([]) == ["a": 20080, "b": 20081])
        try rig.reopen()
        #expect(try ports(["c:80", "b:9000"]) == ["a": 20080, "b": 20081, "c": 20082])
        let services = try #require(try rig.registry.device(device.id)).services
        #expect(services.map(\.isAnnounced) == [false, true, true])
        #expect(services[1].target.port == 9000)
    }

    @Test("two devices choose their ports apart from each other")
    func apart() throws {
        let other = try rig.addDevice("cam-43")
        #expect(try ports(["web:80"]) == ["web": 20080])
        #expect(try rig.greet(other, ["web:80"]).device.services.map(\.port) == [20080])
        #expect(other.address.index == device.address.index + 1)
    }

    @Test("it records version, boot, place and time, and the audit tells of news alone")
    func records() throws {
        try rig.greet(device, ["web:80"], version: "1.0")
        let lines = try rig.registry.audit(AuditFilter(verbs: [.deviceChanged]))
        #expect(lines.map(\.detail.text) == ["web got port 20080, version 1.0"])
        rig.pass(60)
        let seen = try rig.greet(device, ["web:80"], version: "1.0").device
        #expect(seen.lastSeen == rig.now && seen.from?.text == "192.0.2.7" && seen.version?.text == "1.0")
        #expect(try rig.registry.audit(AuditFilter(verbs: [.deviceChanged])).count == 1)
        try rig.greet(device, [], version: "1.1")
        let latest = try rig.registry.audit(AuditFilter(limit: 1))
        #expect(latest.map(\.detail.text) == ["web is gone, version 1.1"])
    }

    @Test("facts that are told replace those known, none told leaves them")
    func facts() throws {
        let facts = try MachineFacts([ServiceName("os"): PlainText("Debian 12")])
        let greeting = Greeting(
            device: device.id, version: try PlainText("1"), facts: facts, services: [])
        #expect(try rig.registry.greet(greeting, at: rig.now).device.facts == facts)
        #expect(try rig.greet(device, []).device.facts == facts)
    }

    @Test("a pending device is recorded, a revoked or unknown one refused")
    func states() throws {
        let token = try rig.token(
            TokenOrder(naming: .devices(NameTemplate("new-{n}")), expires: rig.later(60)))
        let pending = try #require(try rig.enroll(token, rig.newKey()).device)
        let greeted = try rig.greet(pending, ["web:80"]).device
        #expect(greeted.state == .pending && greeted.services.count == 1)
        _ = try rig.registry.revokeDevice(pending.name, by: rig.admin, at: rig.now)
        #expect(throws: RegistryError.refused("the device 'new-1' is revoked")) { try rig.greet(pending, []) }
        var unknown = device
        unknown.id = DeviceID(99)
        #expect(throws: RegistryError.self) { try rig.greet(unknown, []) }
    }

    @Test("too many services, a service twice and the target port 0 are refused whole")
    func limits() throws {
        let many = (1...65).map { "s\($0):\($0)" }
        for services in [many, ["a:1", "a:2"], ["a:1", "b:0"]] {
            #expect(throws: RegistryError.self) { try rig.greet(device, services) }
        }
        #expect(try rig.registry.device(device.id)?.services.isEmpty == true)
        for round in 0..<4 { try rig.greet(device, (1...64).map { "r\(round)-\($0):80" }) }
        #expect(throws: RegistryError.self) { try rig.greet(device, ["one-more:80"]) }
        #expect(try rig.registry.device(device.id)?.services.count == 256)
    }

    @Test("a boot id that comes back means two machines with one key: the alarm is raised once and can be put out")
    func clones() throws {
        let boots = [("a", "m1"), ("a", "m1"), ("b", "m2"), ("a", "m1"), ("b", "m2"), ("b", "m2")]
        let seen = try boots.map { try rig.greet(device, [], boot: $0.0, machine: $0.1).isClone }
        #expect(seen == [false, false, false, true, true, false])
        #expect(try rig.registry.device(device.id)?.cloneSince == rig.now)
        let lines = try rig.registry.audit(AuditFilter(verbs: [.cloneSeen]))
        #expect(lines.map(\.detail.text) == ["two machines have one key: m1 and m2"])
        try rig.registry.clearCloneAlarm(device.name, by: rig.admin, at: rig.now)
        #expect(try rig.registry.device(device.id)?.cloneSince == nil)
        #expect(try !rig.greet(device, [], boot: "a").isClone)
        #expect(try !rig.greet(device, [], boot: "b").isClone)
        #expect(try rig.greet(device, [], boot: "a").isClone)
    }

    @Test("a clone is refused as often as it asks while the other machine is there, and changes nothing")
    func contested() throws {
        for boot in ["a", "b"] { try rig.greet(device, ["web:80"], boot: boot, contested: boot == "b") }
        for _ in 0..<3 {
            let greeted = try rig.greet(device, ["other:81"], boot: "a", version: "2.0", contested: true)
            #expect(greeted.isRefused && greeted.isClone)
            #expect(greeted.device.services.map(\.target.name.text) == ["web"])
            #expect(greeted.device.bootID?.text == "b" && greeted.device.version?.text == "1.0")
        }
        #expect(try rig.registry.audit(AuditFilter(verbs: [.cloneSeen])).count == 1)
        // The one that is there comes back as before; when it is gone, the other may, and then stays in turn.
        #expect(try !rig.greet(device, ["web:80"], boot: "b", contested: true).isClone)
        #expect(try !rig.greet(device, ["web:80"], boot: "a").isRefused)
        #expect(try rig.greet(device, ["web:80"], boot: "b", contested: true).isRefused)
        // A machine that was never seen before is one that was started anew.
        #expect(try !rig.greet(device, ["web:80"], boot: "c", contested: true).isRefused)
    }

    @Test("a machine that reboots any number of times, or moves its disk, raises no alarm")
    func reboots() throws {
        for number in 0..<50 {
            #expect(try !rig.greet(device, [], boot: "boot-\(number)", machine: "m\(number % 2)").isClone)
        }
    }
}
