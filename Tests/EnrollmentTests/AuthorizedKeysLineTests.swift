import Enrollment
import Testing
import TunnelModel

@Suite("A generated line of authorized_keys")
struct AuthorizedKeysLineTests {
    private func line(_ rights: KeyRights, options: [String] = []) throws -> String {
        let helper = try ForcedCommand(program: "/usr/bin/sallyport-bastion", options: options)
        let text = try AuthorizedKeysLine(key: Samples.key(), rights: rights, command: helper).text
        let key = try " " + Samples.key().description
        #expect(text.hasSuffix(key))
        return String(text.dropLast(key.count))
    }

    private func permits(_ count: Int) throws -> [ServicePermit] {
        try (0..<count).map { ServicePermit(address: try DeviceAddress(index: 42 + $0), port: 20554) }
    }

    @Test("is for a device as the design has it")
    func device() throws {
        #expect(
            try line(.device(Samples.id(42), DeviceAddress(index: 42)))
                == #"restrict,port-forwarding,permitlisten="127.64.0.42:*",permitopen="127.0.0.1:1","#
                + #"command="/usr/bin/sallyport-bastion session device 42""#)
        #expect(
            try line(.pendingDevice(Samples.id(42)))
                == #"restrict,command="/usr/bin/sallyport-bastion session device 42""#)
    }

    @Test("is for an operator as the design has it")
    func operators() throws {
        let until = try UTCTime("2026-12-31T23:59:59Z")
        #expect(
            try line(.operator(Samples.id(7), permits: permits(2), until: until))
                == #"restrict,port-forwarding,permitopen="127.64.0.42:20554",permitopen="127.64.0.43:20554","#
                + #"permitlisten="127.0.0.1:1",expiry-time="20261231235959Z","#
                + #"command="/usr/bin/sallyport-bastion session operator 7""#)
        #expect(
            try line(.operator(Samples.id(7), permits: [], until: nil))
                == #"restrict,port-forwarding,permitopen="127.0.0.1:1",permitlisten="127.0.0.1:1","#
                + #"command="/usr/bin/sallyport-bastion session operator 7""#)
    }

    @Test("is for an enrollee as the design has it")
    func enrollee() throws {
        let until = try UTCTime("2026-12-31T23:59:59Z")
        #expect(
            try line(.enroll(Samples.id(19), until: until, from: []))
                == #"restrict,expiry-time="20261231235959Z",command="/usr/bin/sallyport-bastion session enroll 19""#)
        let ranges = [try NetworkRange("10.0.0.0/8"), try NetworkRange("2001:db8::/32")]
        #expect(
            try line(.enroll(Samples.id(19), until: until, from: ranges))
                .hasPrefix(#"restrict,from="10.0.0.0/8,2001:db8::/32",expiry-time="#))
    }

    @Test("quotes the words of its command for a shell")
    func quoting() throws {
        #expect(
            try line(.pendingDevice(Samples.id(1)), options: ["--socket", "/srv/my state/$x.sock"])
                == #"restrict,command="/usr/bin/sallyport-bastion session device 1 --socket '/srv/my state/$x.sock'""#)
        for path in ["bin/x", "", "/a\"b", "/a'b", "/a\\b", "/a\nb", "/a\u{0}b"] {
            #expect(throws: AuthorizedKeysFault.self) { try ForcedCommand(program: path) }
        }
    }

    @Test("has at most 4,096 permits")
    func tooMany() throws {
        _ = try line(.operator(Samples.id(7), permits: permits(4_096), until: nil))
        #expect(throws: AuthorizedKeysFault.tooManyPermits(4_097)) {
            try line(.operator(Samples.id(7), permits: permits(4_097), until: nil))
        }
    }
}
