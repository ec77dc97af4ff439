import TestSupport
import Testing

@testable import SSHEngine

@Suite("A banner guard")
struct BannerGuardTests {
    /// What a server says first, and whether it is let through.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let identification: String?

        init(_ description: String, _ text: String, _ identification: String? = nil) {
            self.init(description, Array(text.utf8), identification)
        }

        init(_ description: String, _ bytes: [UInt8], _ identification: String? = nil) {
            testDescription = description
            self.bytes = bytes
            self.identification = identification
        }
    }

    static let longest = "SSH-2.0-" + String(repeating: "x", count: 247)
    static let lines49 = String(repeating: "hello\r\n", count: 49)

    static let accepted = [
        Case("OpenSSH", "SSH-2.0-OpenSSH_9.2p1\r\n", "SSH-2.0-OpenSSH_9.2p1"),
        Case("a bare newline", "SSH-2.0-dropbear\n", "SSH-2.0-dropbear"),
        Case("protocol 1.99", "SSH-1.99-Cisco-1.25\r\n", "SSH-1.99-Cisco-1.25"),
        Case("lines before", "welcome\r\nto HTTP/1.1\r\nSSH-2.0-a b\r\n", "SSH-2.0-a b"),
        Case("blank lines before", "\r\n\nSSH-2.0-x\r\n", "SSH-2.0-x"),
        Case("49 lines before", lines49 + "SSH-2.0-x\r\n", "SSH-2.0-x"),
        Case("255 bytes", longest + "\r\n", longest),
        Case("control characters", "SSH-2.0-a\u{1b}[2Jb\r\n", "SSH-2.0-a?[2Jb"),
        Case("more behind it", Array("SSH-2.0-x\r\n".utf8) + [0, 0, 1, 2], "SSH-2.0-x"),
    ]

    static let refused = [
        Case("256 bytes", longest + "x\r\n"),
        Case("50 lines", lines49 + "hello\r\nSSH-2.0-x\r\n"),
        Case("a line of 64 KiB", [UInt8](repeating: 0x61, count: 65_537)),
        Case("a zero byte", "SSH-2.0-x\0y\r\n"),
        Case("a zero byte before it", "hello\0\r\n"),
        Case("HTTP", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"),
        Case("TLS alert", [0x15, 3, 1, 0, 2, 2, 70]),
        Case("TLS handshake", [0x16, 3, 3, 0, 80, 2]),
        Case("SSH-1.5", "SSH-1.5-old\r\n"),
        Case("SSH-3.0", "SSH-3.0-new\r\n"),
        Case("SSH-2.00", "SSH-2.00-odd\r\n"),
    ]

    @Test("lets an identification through, however it is cut", arguments: accepted)
    func accepts(_ item: Case) {
        let expected = BannerGuard.Verdict.identified(item.identification ?? "")
        #expect(verdict(item.bytes) == expected)
        for cut in stride(from: 0, through: item.bytes.count, by: max(1, item.bytes.count / 300)) {
            #expect(verdict(item.bytes, cut: cut) == expected, "cut at \(cut)")
        }
        #expect(byteByByte(item.bytes) == expected)
    }

    @Test("refuses what is no SSH 2 server, in the same words however it is cut", arguments: refused)
    func refuses(_ item: Case) {
        let whole = verdict(item.bytes)
        guard case .refused(let words) = whole else {
            Issue.record("\(whole)")
            return
        }
        #expect(!words.isEmpty && words.utf8.allSatisfy { (0x20...0x7e).contains($0) })
        for cut in stride(from: 0, through: item.bytes.count, by: max(1, item.bytes.count / 300)) {
            #expect(verdict(item.bytes, cut: cut) == whole, "cut at \(cut)")
        }
        #expect(byteByByte(item.bytes) == whole)
    }

    @Test("waits as long as an identification may still come")
    func undecided() {
        #expect(verdict(Array("SSH-2.0-OpenSSH".utf8)) == .undecided)
        #expect(verdict(Array(Self.lines49.utf8)) == .undecided)
        #expect(verdict([]) == .undecided)
    }

    @Test("refuses lines without end within 64 KiB and 50 lines")
    func endless() {
        var banner = BannerGuard()
        var given = 0
        var verdict = BannerGuard.Verdict.undecided
        while verdict == .undecided, given < 1 << 20 {
            verdict = banner.inspect(Array("hello, stranger\r\n".utf8))
            given += 17
        }
        #expect(given <= 51 * 17)
        #expect(verdict != .undecided)
    }

    private func verdict(_ bytes: [UInt8], cut: Int = 0) -> BannerGuard.Verdict {
        var banner = BannerGuard()
        let first = banner.inspect(bytes[..<cut])
        return first == .undecided ? banner.inspect(bytes[cut...]) : first
    }

    private func byteByByte(_ bytes: [UInt8]) -> BannerGuard.Verdict {
        var banner = BannerGuard()
        for byte in bytes {
            let verdict = banner.inspect([byte])
            if verdict != .undecided { return verdict }
        }
        return .undecided
    }
}
