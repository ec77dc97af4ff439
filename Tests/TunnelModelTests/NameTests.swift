import Testing
import TunnelModel

@Suite("Names, labels, patterns and addresses of devices")
struct NameTests {
    @Test(
        "a name holds a-z, 0-9 and, inside, -._",
        arguments: ["a", "cam-42", "0.b_c", String(repeating: "x", count: 63)])
    func goodNames(text: String) throws {
        #expect(try DeviceName(text).text == text)
        #expect(try OperatorName(text).text == text)
        #expect(try GroupName(text).text == text)
    }

    @Test(
        "what is no name is refused, and the fault can be printed",
        arguments: [
            "", "-a", "a-", ".", "..", "Cam", "a b", "a/b", "a\n", "ä", "a\u{1B}[2J", "a\u{0}", "a\"",
            String(repeating: "x", count: 64),
        ])
    func badNames(text: String) {
        let fault = #expect(throws: TextFault.self) { _ = try DeviceName(text) }
        #expect(throws: TextFault.self) { _ = try ServiceName(text) }
        #expect(throws: TextFault.self) { _ = try OperatorName(text) }
        #expect(throws: TextFault.self) { _ = try GroupName(text) }
        let line = fault?.description ?? ""
        #expect(line.hasPrefix("bad device name '"))
        #expect(!line.unicodeScalars.contains { $0.value < 32 })
    }

    @Test("a service's name has at most 32 characters, an operator's may hold @")
    func otherNames() throws {
        #expect(throws: TextFault.self) { _ = try ServiceName(String(repeating: "x", count: 33)) }
        #expect(try ServiceName("rtsp").description == "rtsp")
        #expect(try OperatorName("ann@example.org").text == "ann@example.org")
        #expect(throws: TextFault.self) { _ = try DeviceName("ann@example.org") }
    }

    @Test("a name says what is wrong with it")
    func words() {
        let fault = #expect(throws: TextFault.self) { _ = try DeviceName("Cam 1") }
        #expect(fault?.description == "bad device name 'Cam 1': only a-z, 0-9 and -._ are allowed")
    }

    @Test("a label is a key or key=value, and its key alone selects every value")
    func labels() throws {
        let berlin = try Label("site=Berlin/Mitte")
        #expect(berlin.key == "site" && berlin.value == "Berlin/Mitte" && berlin.text == "site=Berlin/Mitte")
        #expect(try Label("spare").value == nil)
        #expect(try berlin.matches(selector: Label("site")))
        #expect(try berlin.matches(selector: Label("site=Berlin/Mitte")))
        #expect(try !berlin.matches(selector: Label("site=Bonn")))
        #expect(try !Label("site").matches(selector: Label("site=Bonn")))
    }

    @Test("what is no label is refused", arguments: ["", "=", "=a", "a=", "A=b", "a=b c", "a=b=c", "a=\u{7}", "a=ä"])
    func badLabels(text: String) {
        #expect(throws: TextFault.self) { _ = try Label(text) }
    }

    @Test("a pattern matches whole names")
    func patterns() throws {
        let cams = try NamePattern("cam-*")
        #expect(try cams.matches(DeviceName("cam-42")) && !cams.matches(DeviceName("webcam-42")))
        #expect(cams.literalPrefix == "cam-" && !cams.isExact)
        let exact = try NamePattern("cam-42")
        #expect(try exact.isExact && exact == NamePattern(exactly: DeviceName("cam-42")))
        #expect(try NamePattern("*a?").literalPrefix.isEmpty)
        for text in ["", "a[b]", "!a", "a,b", "A*", String(repeating: "*", count: 64)] {
            #expect(throws: TextFault.self) { _ = try NamePattern(text) }
        }
    }

    @Test("a device's address is its number in 127.64.0.0/10")
    func addresses() throws {
        #expect(try DeviceAddress(index: 42).text == "127.64.0.42")
        #expect(try DeviceAddress(index: 1).text == "127.64.0.1")
        #expect(try DeviceAddress(index: 0x3F_FFFF).text == "127.127.255.255")
        for index in [1, 255, 256, 65535, 65536, 4_194_303] {
            #expect(try DeviceAddress(DeviceAddress(index: index).text).index == index)
        }
        for index in [-1, 0, 4_194_304] { #expect(throws: TextFault.self) { _ = try DeviceAddress(index: index) } }
    }

    @Test(
        "what is no device's address is refused",
        arguments: [
            "", "127.64.0.0", "127.0.0.1", "127.128.0.1", "127.64.0.042", "127.64.0", "127.64.0.1.", "127.64.0.+1",
            "127.64.0.256", ".127.64.0.1", "localhost",
        ])
    func badAddresses(text: String) {
        #expect(throws: TextFault.self) { _ = try DeviceAddress(text) }
    }

    @Test("addresses come in the order of their numbers")
    func addressOrder() throws {
        #expect(try DeviceAddress("127.64.0.9") < DeviceAddress("127.64.0.10"))
    }
}
