import Testing
import TunnelModel

@testable import Control

@Suite("A forward on a control socket")
struct ControlForwardTests {
    static func spec(_ text: String, _ kind: ForwardKind) throws -> ForwardSpec {
        try ForwardSpec(parsing: text, kind: kind, environment: { _ in nil }, service: { _ in nil })
    }

    /// What OpenSSH 9.2 sent for each, read from its socket.
    @Test(
        "the fields are those that ssh sends",
        arguments: [
            ("5", .dynamic, 3, "", 5, "socks", 0), ("5", .remote, 2, "", 5, "socks", 0),
            ("0", .remote, 2, "", 0, "socks", 0), ("*:5:h:6", .local, 1, "*", 5, "h", 6),
            (":5:h:6", .local, 1, "*", 5, "h", 6), ("/tmp/q", .dynamic, 3, "/tmp/q", 0xffff_fffe, "socks", 0),
        ] as [(String, ForwardKind, UInt32, String, UInt32, String, UInt32)])
    func sshFields(
        text: String, kind: ForwardKind, type: UInt32, listenHost: String, listenPort: UInt32, connectHost: String,
        connectPort: UInt32
    ) throws {
        let fields = ControlForward(
            type: type, listenHost: listenHost, listenPort: listenPort, connectHost: connectHost,
            connectPort: connectPort)
        #expect(ControlForward(try Self.spec(text, kind)) == fields)
    }

    @Test(
        "a specification comes back equal",
        arguments: [
            ("8080:h:80", .local), ("localhost:8080:[::1]:80", .local), ("1.2.3.4:1:/so", .local), ("/a:/b", .local),
            ("*:5:h:6", .remote), ("0:h:6", .remote), ("/a:h:1", .remote), ("1080", .remote), ("0", .remote),
            ("1080", .dynamic), ("[::]:1080", .dynamic),
        ] as [(String, ForwardKind)])
    func roundTrip(text: String, kind: ForwardKind) throws {
        let spec = try Self.spec(text, kind)
        #expect(ControlForward(spec)?.spec == spec)
    }

    @Test(
        "fields that make no forward are refused",
        arguments: [
            ControlForward(type: 0, listenHost: "", listenPort: 5, connectHost: "h", connectPort: 6),
            ControlForward(type: 4, listenHost: "", listenPort: 5, connectHost: "h", connectPort: 6),
            ControlForward(type: 1, listenHost: "", listenPort: 0, connectHost: "h", connectPort: 6),
            ControlForward(type: 1, listenHost: "", listenPort: 65_536, connectHost: "h", connectPort: 6),
            ControlForward(type: 1, listenHost: "", listenPort: 5, connectHost: "", connectPort: 6),
            ControlForward(type: 1, listenHost: "", listenPort: 5, connectHost: "h", connectPort: 0),
            ControlForward(type: 2, listenHost: "", listenPort: 5, connectHost: "", connectPort: 0),
            ControlForward(type: 3, listenHost: "/a", listenPort: 0xffff_fffe, connectHost: "socks", connectPort: 0),
            ControlForward(type: 1, listenHost: "", listenPort: 0xffff_fffe, connectHost: "h", connectPort: 6),
            ControlForward(
                type: 1, listenHost: String(repeating: "a", count: 108), listenPort: 0xffff_fffe, connectHost: "h",
                connectPort: 6),
        ])
    func invalid(fields: ControlForward) {
        #expect(fields.spec == nil)
    }

    @Test("standard input and output are no forward for this request")
    func stdio() throws {
        #expect(ControlForward(try Self.spec("h:1", .stdio)) == nil)
    }
}
