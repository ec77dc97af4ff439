import TestSupport
import Testing

@testable import TunnelModel

@Suite("A destination")
struct SSHDestinationTests {
    static func read(_ text: String) throws(SSHDestinationError) -> SSHDestination {
        try SSHDestination(parsing: text) { $0 == "ssh" ? 22 : nil }
    }

    @Test(
        "has the same user, host and port as for the real ssh, or is refused by both",
        arguments: [
            "h", "u@h", "a@b@h", "@h", "u@-h", "h.example.", "ssh://h", "ssh://h:2222", "ssh://u@h:2222/",
            "ssh://u%20x@h",
            "ssh://u+x@h", "ssh://u;p=1@h", "ssh://@h", "ssh://", "ssh://h:0", "ssh://h:x", "ssh://h:", "ssh://h:/",
            "ssh://h/",
            "ssh://-h", "ssh://h_1.x", "ssh://h..x", "ssh://h.", "ssh://u%2@h", "ssh://u%zz@h", "ssh://h/%zz",
            "ssh://a@b@c",
            "SSH://h", "sftp://h", "h:22", "::1", "[::1]", "u;x@h", "h;x", "h x", "h$x", "u\\@h", "u\\x@h", "u -x@h",
            "u$@h",
            "ssh://h:ssh", "ssh://h:65536", "ssh://[h]:22", "ssh://[h", "ssh://[h]x",
        ])
    func agrees(text: String) throws {
        let ssh = try RealProgram.run("/usr/bin/ssh", ["-G", "-F", "none", text])
        do {
            let ours = try Self.read(text)
            #expect(ssh.status == 0, "ssh refuses it, we read \(ours)")
            #expect(ssh.values(of: "hostname").map(HostPattern.lowercased) == [HostPattern.lowercased(ours.host)])
            #expect(ssh.values(of: "port") == ["\(ours.port ?? 22)"])
            if let user = ours.user { #expect(ssh.values(of: "user") == [user]) }
        } catch {
            #expect(ssh.status == 255, "ssh takes it")
            if error != .malformed { #expect(ssh.errorOutput.contains(error.description)) }
        }
    }

    @Test("may be an IPv6 address in a URI, and may not be empty")
    func ours() throws {
        #expect(try Self.read("ssh://u@[::1]:2222").host == "::1")
        #expect(try Self.read("ssh://u@[::1]:2222").port == 2222)
        #expect(throws: SSHDestinationError.unsafeHost) { try Self.read("u@") }
        #expect(throws: SSHDestinationError.unsafeHost) { try Self.read("") }
    }

    @Test("cut at any byte is read or refused, never trapped on")
    func cuts() {
        for whole in ["ssh://a;b%41@[fe80::1%eth0]:22/p%20", "ö@ü@host"] {
            for length in 0...whole.utf8.count {
                _ = try? Self.read(String(decoding: whole.utf8.prefix(length), as: UTF8.self))
            }
        }
    }
}
