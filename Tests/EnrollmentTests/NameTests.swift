import Enrollment
import Testing
import TunnelModel

@Suite("Names around enrollment")
struct NameTests {
    @Test(
        "an address has a host and a port",
        arguments: ["bastion.example:443", "10.0.0.1:22", "[2001:db8::1]:22", "a_b:1"])
    func addresses(text: String) throws {
        #expect(try HostPort(text).text == text)
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "host", "host:", ":22", "host:0", "host:65536", "host:022", "host:+1", "2001:db8::1:22", "[host]:22",
            "[::1:22", "-x:22", "a b:22", "h\u{1B}:22", "h:22\n", "a;b:22", "a/b:22", "user@h:22",
        ])
    func notAddresses(text: String) {
        #expect(throws: TextFault.self) { try HostPort(text) }
    }

    @Test(
        "a range has the addresses of its first bits",
        arguments: [
            ("10.1.0.0/16", "10.1.255.3", true), ("10.1.0.0/16", "10.2.0.1", false), ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
            ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
            ("FE80::/10", "fe80::1%eth0", true), ("::ffff:10.0.0.0/104", "::ffff:10.9.9.9", true),
            ("::/0", "1:2:3:4:5:6:7:8", true), ("10.128.0.0/9", "10.129.0.0", true),
        ])
    func ranges(range: String, address: String, isIn: Bool) throws {
        #expect(try NetworkRange(range).contains(address) == isIn)
    }

    @Test(
        "what is no range is refused",
        arguments: [
            "", "10.0.0", "10.0.0.0/33", "10.0.0.1/24", "10.0.0.0/", "10.0.0.0/x", "010.0.0.0", "1.2.3.256", "::/129",
            "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", ":1:2:3:4:5:6:7", ":::", "12345::", "::1.2.3",
            "2001:db8::1/32",
            "*", "10.0.0.0/8,11.0.0.0/8", "1:2:3:4:5:6:7:8::", "10.0.0.0/8\"",
        ])
    func notRanges(text: String) {
        #expect(throws: TextFault.self) { try NetworkRange(text) }
    }

    @Test("an identity is a role and a number without frills")
    func identities() throws {
        #expect(SessionIdentity(role: "device", id: "42") == .device(try Samples.id(42)))
        #expect(SessionIdentity(role: "operator", id: "7")?.words == ["operator", "7"])
        #expect(SessionIdentity(role: "enroll", id: "19")?.role == .enroll)
        for (role, id) in [
            ("device", "0"), ("device", "-1"), ("device", "+1"), ("device", "042"), ("device", ""), ("Device", "42"),
            ("root", "1"), ("device", "9223372036854775808"), ("device", "4 2"),
        ] {
            #expect(SessionIdentity(role: role, id: id) == nil)
        }
    }

    @Test("a login name cannot be an option or a path")
    func logins() throws {
        #expect(try LoginName("sallyport-device").text == "sallyport-device")
        for text in ["", "-x", ".", "a/b", "a b", "a$(x)", String(repeating: "a", count: 33)] {
            #expect(throws: TextFault.self) { try LoginName(text) }
        }
    }
}
