/// Looks at what a server says before libssh2 does: libssh2 would wait for ever on lines that are not "SSH-".
///
/// RFC 4253 section 4.2 lets a server send lines before its identification. Bounds: 50 lines and 64 KiB in all, an
/// identification of at most 255 bytes (longer ones break libssh2 up to 1.11.0), no NUL, protocol 2.0 or 1.99.
///
/// What comes before the identification never reaches libssh2: it would end on an empty line, and take the inside of
/// a line of more than 256 bytes for the beginning of the next.
struct BannerGuard: Equatable {
    /// What the bytes so far amount to.
    enum Verdict: Equatable {
        case undecided
        /// The identification line, without its line end.
        case identified(String)
        /// What is wrong with it, in words.
        case refused(String)
    }

    private var line: [UInt8] = []
    private var lines = 0
    private var total = 0
    /// The identification as it came, ending in a bare newline, so that 255 bytes fit libssh2's 256; empty until then.
    private(set) var identification: [UInt8] = []
    /// How many of the last bytes were looked at; those behind the identification were not.
    private(set) var inspected = 0

    /// Judges the next bytes of the connection; nothing may be asked after a verdict other than `.undecided`.
    mutating func inspect(_ bytes: some Sequence<UInt8>) -> Verdict {
        inspected = 0
        for byte in bytes {
            inspected += 1
            total += 1
            if byte == 0 { return .refused("a zero byte in its first line") }
            if total > 64 << 10 { return .refused("64 KiB without an SSH identification") }
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                if isTLS { return .refused("it answers as a TLS server does") }
                continue
            }
            let verdict = judgeLine()
            if verdict != .undecided { return verdict }
        }
        return .undecided
    }

    private mutating func judgeLine() -> Verdict {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        lines += 1
        guard line.starts(with: Array("SSH-".utf8)) else {
            if lines == 1, line.starts(with: Array("HTTP/".utf8)) { return .refused(quoted) }
            return lines >= 50 ? .refused("50 lines without an SSH identification") : .undecided
        }
        if line.count > 255 { return .refused("an identification of \(line.count) bytes, more than 255") }
        guard line.starts(with: Array("SSH-2.0-".utf8)) || line.starts(with: Array("SSH-1.99-".utf8)) else {
            return .refused(quoted)
        }
        identification = line + [UInt8(ascii: "\n")]
        return .identified(printable)
    }

    /// The first byte of a TLS alert or handshake (RFC 8446 section 5.1), the answer of many a wrong port. There is no
    /// line to wait for; a web server's first line is judged when it is whole.
    private var isTLS: Bool { lines == 0 && line.count == 1 && (line[0] == 0x15 || line[0] == 0x16) }

    private var quoted: String { "it says \"\(printable.prefix(60))\"" }

    private var printable: String {
        String(decoding: line.prefix(255).map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }
}
