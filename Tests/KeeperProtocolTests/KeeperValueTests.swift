import KeeperProtocol
import Testing
import TunnelModel

@Suite("Values of the keeper's protocol")
struct KeeperValueTests {
    @Test("an end is a span from now or a time")
    func until() throws {
        let now = try UTCTime("2026-01-01T00:00:00Z")
        #expect(try Until("8h").time(now: now).text == "2026-01-01T08:00:00Z")
        #expect(try Until("2026-12-31T23:59:59Z").time(now: now).text == "2026-12-31T23:59:59Z")
        #expect(try Until("90m").text == "1h30m")
        for text in ["", "0", "0s", "tomorrow", "-1h", "2026-12-31"] {
            #expect(throws: TextFault.self) { try Until(text) }
        }
    }

    @Test("a path is absolute and has no control characters")
    func paths() throws {
        #expect(try FilePath("/var/lib/a b/ü").text == "/var/lib/a b/ü")
        for text in ["", "x", "./x", "/a\nb", "/" + String(repeating: "x", count: 4_095)] {
            #expect(throws: TextFault.self) { try FilePath(text) }
        }
    }

    @Test("a peer is what SSH_CONNECTION names first")
    func peers() throws {
        #expect(PeerAddress(sshConnection: "192.0.2.1 50000 10.0.0.1 22")?.description == "192.0.2.1")
        #expect(PeerAddress(sshConnection: "fe80::1%eth0 50000 fe80::2%eth0 22")?.port == 50_000)
        for text in ["", "192.0.2.1", "192.0.2.1 x 10.0.0.1 22", "UNKNOWN 65535", "a;b 1 c 2", "\u{1B} 1 c 2"] {
            #expect(PeerAddress(sshConnection: text) == nil)
        }
    }
}
