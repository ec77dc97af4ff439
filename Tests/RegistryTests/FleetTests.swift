import Foundation
import TestSupport
import Testing
import TunnelModel

@testable import Registry

/// Fleets of 10,000 devices; of SALLYPORT_FLEET devices when that is set, 100,000 for the issue's numbers.
@Suite("Large fleets", .serialized)
struct FleetTests {
    static let size = ProcessInfo.processInfo.environment["SALLYPORT_FLEET"].flatMap { Int($0) } ?? 10_000

    /// Lines of an inventory: cameras with a key, two labels and two services each, every tenth a door.
    struct Inventory: Sequence, IteratorProtocol {
        var number = 0
        let size: Int

        mutating func next() -> [UInt8]? {
            guard number < size else { return nil }
            number += 1
            let name = number.isMultiple(of: 10) ? "door-\(number)" : "cam-\(number)"
            let second = number.isMultiple(of: 1000) ? "bell" : "web"
            let text = """
                {"v":1,"device":{"name":"\(name)","key":"\(RegistryRig.key(UInt64(number) << 20))",\
                "labels":["site=s\(number % 100)","kind=k"],\
                "services":[{"name":"rtsp","host":"127.0.0.1","port":554},\
                {"name":"\(second)","host":"127.0.0.1","port":80}],"version":"1.0",\
                "facts":{"system":"Debian GNU/Linux 12","kernel":"6.1.0-18-arm64","model":"Raspberry Pi 4"}}}
                """
            return Array(text.utf8)
        }
    }

    private func filled(_ size: Int = size) throws -> RegistryRig {
        let rig = try RegistryRig()
        let counts = try rig.registry.importLines(Inventory(size: size), by: rig.admin, at: rig.now)
        #expect(counts.devices == size)
        return rig
    }

    private func measure<T>(_ what: String, _ body: () throws -> T) rethrows -> (T, Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try body()
        let time = clock.now - start
        print("fleet of \(Self.size): \(what) took \(time)")
        return (result, time)
    }

    @Test("import, list, export, backup and opening stay within their bounds")
    func bounds() throws {
        let (rig, importing) = try measure("import") { try filled() }
        // The bounds are the release build's at 100,000 devices; a debug build is given as much at 10,000.
        #expect(importing < .seconds(60))
        let (devices, listing) = try measure("list") { try rig.registry.devices() }
        #expect(devices.count == Self.size)
        #expect(listing < .seconds(Self.isDebug ? 10 : 1))
        _ = try measure("list of names") { try rig.registry.deviceNames() }
        _ = try measure("a page of 100") { try rig.registry.devices(DeviceFilter(limit: 100)) }
        var lines = 0
        _ = try measure("export") { try rig.registry.export(at: rig.now) { _ in lines += 1 } }
        #expect(lines == Self.size + 2)
        _ = try measure("backup") { try rig.registry.backUp(to: rig.folder.path("backup")) }
        _ = try measure("reopening") { try rig.reopen() }
        _ = try measure("restore") {
            try rig.registry.restore(from: rig.folder.path("backup"), by: rig.admin, at: rig.now)
        }
    }

    @Test("a login costs the same whatever the fleet, and a line holds at most 4,096 permits")
    func logins() throws {
        let rig = try filled()
        let device = RegistryRig.key(UInt64(Self.size / 2) << 20)
        _ = try rig.line(device, .device)
        _ = try measure("a device's login") { try rig.line(device, .device) }
        for (number, (target, services, count, isComplete)) in try [
            (Grant.Target.device(DeviceName("cam-1")), [], 2, true),
            (.pattern(NamePattern("*-999?")), ["rtsp"], 10, true),
            (.label(Label("site=s7")), ["web"], Swift.min(4096, Self.size / 100), true),
            (.pattern(NamePattern("*")), ["bell"], Self.size / 1000, true),
            (.label(Label("kind")), ["bell"], Self.size / 1000, true),
            (.pattern(NamePattern("*")), [], 4096, false),
            (.label(Label("kind=k")), ["rtsp"], 4096, false),
        ].enumerated() {
            let person = try rig.addOperator("ann-\(number)")
            _ = try rig.grant(person.name.text, on: target, services)
            _ = try rig.permits(of: person)
            let (permits, _) = try measure("login by \(target) \(services)") { try rig.permits(of: person) }
            #expect(permits?.permits.count == count, "\(target) \(services)")
            #expect(permits?.isComplete == isComplete, "\(target) \(services)")
        }
    }

    @Test("resolving one service, and greeting, do not depend on the fleet")
    func verbs() throws {
        let size = Swift.min(Self.size, 2000)
        let rig = try filled(size)
        let ann = try rig.addOperator("ann")
        _ = try rig.grant("ann", on: .pattern(NamePattern("cam-*")), ["rtsp"])
        let name = try DeviceName("cam-\(size - 1)")
        let (answer, _) = try measure("resolve") {
            try rig.registry.resolve(ann.id, name, ServiceName("rtsp"), at: rig.now)
        }
        if case .denied = answer.verdict { Issue.record("\(answer.line)") }
        let device = try #require(try rig.registry.device(named: name))
        _ = try measure("hello") { try rig.greet(device, ["rtsp:554", "ssh:22"]) }
        _ = try measure("adding a device") { try rig.addDevice("one-more") }
        let (seen, _) = try measure("an operator's list") { try rig.registry.visibleDevices(of: ann.id, at: rig.now) }
        #expect(seen.count == size - size / 10)
    }

    private static var isDebug: Bool {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }())
        return isDebug
    }
}
