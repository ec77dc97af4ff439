import Foundation
import TestSupport
import Testing

extension BastionTests {
    @Suite("What is granted works")
    struct GrantedTests {
        @Test("a device's service reaches an operator by -W, -L's way and by open", arguments: BastionMode.allCases)
        func reaches(mode: BastionMode) async throws {
            let rig = try await BastionRig.started(mode)
            let page = try WebPage("hello from the device")
            let device = try await PlainDevice(rig, "cam-1", target: page.port)
            let connection = try await device.connect()
            let listened = try await connection.listen(to: page.port)
            #expect(listened.status == 0, "\(listened.errorOutput)")
            let bound = try await connection.run("bound?", input: #"{"v":1,"services":["web"]}"# + "\n")
            #expect(bound.output == #"{"v":1,"ok":{"bound":["web"],"missing":[]}}"# + "\n")

            let key = try await rig.makeKey("ann")
            try await rig.run(["operator", "add", "ann", "--key", key + ".pub"])
            try await rig.run(["grant", "add", "ann", "--device", "cam-*", "--service", "web", "--until", "8h"])
            let place = "\(connection.address):\(connection.port)"
            let request = "GET / HTTP/1.0\r\n\r\n"
            let direct = try await rig.ssh("operator", key: key, ["-W", place, "127.0.0.1"], input: request)
            #expect(direct.output.contains("hello from the device"), "\(direct.errorOutput)")
            let opened = try await rig.ssh("operator", key: key, ["127.0.0.1", "open cam-1:web"], input: request)
            #expect(opened.output.contains("hello from the device"), "\(opened.errorOutput)")
            let resolved = try await rig.ssh("operator", key: key, ["127.0.0.1", "resolve cam-1:web"])
            #expect(resolved.output.hasPrefix("\(place) online until "))
            let listed = try await rig.ssh("operator", key: key, ["127.0.0.1", "list"])
            #expect(listed.output.contains("cam-1   online  "))
            let me = try await rig.ssh("operator", key: key, ["127.0.0.1", "whoami"])
            #expect(me.output.hasPrefix("ann, 1 grants"))
            let why = try await rig.ssh("operator", key: key, ["127.0.0.1", "why cam-1:web"])
            #expect(why.output.hasPrefix("cam-1:web: usable\n"), "\(why.output)")
            let answer = try await rig.run(["why", "ann", "cam-1:web"])
            #expect(answer.output.contains("by grant 1"))
            let audit = try await rig.run(["audit", "--operator", "ann"])
            #expect(audit.output.contains("closed cam-1:web, relay 1: 18 bytes sent"), "\(audit.output)")
        }

        @Test("a device that waits for approval is told so, and may listen once it is approved")
        func pending() async throws {
            let rig = try await BastionRig.started(.root)
            let page = try WebPage("x")
            let key = try await rig.makeKey("k")
            let line = try String(contentsOfFile: key + ".pub", encoding: .utf8).split(separator: " ").prefix(2).joined(
                separator: " ")
            let record = #"{"device":{"name":"cam-1","key":"\#(line)","standing":"pending","labels":[],"services":[]}}"#
            let imported = try await rig.run(["import", "-"], input: record + "\n")
            #expect(imported.output == "imported: 1\n")
            let device = try await PlainDevice(rig, "cam-1", target: page.port, key: key)
            let waiting = try await rig.ssh("device", key: key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(waiting.output == #"{"v":1,"ok":{"state":"pending","retryAfter":"1m"}}"# + "\n")
            let list = try await rig.run(["device", "list", "--standing", "pending", "--names"])
            #expect(list.output == "cam-1\n")
            try await rig.run(["device", "approve", "cam-1"])
            let connection = try await device.connect()
            #expect(try await connection.listen(to: page.port).status == 0)
        }
    }
}
