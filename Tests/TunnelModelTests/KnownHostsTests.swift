import TestSupport
import Testing

@testable import TunnelModel

@Suite("known_hosts")
struct KnownHostsTests {
    /// Three keys of two types, made once for a test.
    struct Keys {
        let a: PublicKey, b: PublicKey, ec: PublicKey

        init() throws {
            let folder = try TemporaryFolder()
            a = try #require(PublicKey(text: folder.makeKey("ed25519", name: "a")))
            b = try #require(PublicKey(text: folder.makeKey("ed25519", name: "b")))
            ec = try #require(PublicKey(text: folder.makeKey("ecdsa", name: "ec")))
        }
    }

    static func known(_ lines: String...) -> KnownHosts {
        KnownHosts([KnownHostsFile(path: "f", text: lines.joined(separator: "\n") + "\n")])
    }

    static func at(_ line: Int) -> KnownHostsAnswer.Place { .init(file: "f", line: line) }

    @Test("finds a key by name, pattern, port and hash that ssh-keygen wrote")
    func finds() throws {
        let keys = try Keys()
        let folder = try TemporaryFolder()
        try folder.write("f", "plain \(keys.a)\n[ported]:2222 \(keys.b)\n")
        _ = try RealProgram.run("/usr/bin/ssh-keygen", ["-q", "-H", "-f", folder.path("f")])
        let text = try folder.read("f")
        #expect(!text.contains("plain"))
        let known = KnownHosts([KnownHostsFile(path: "f", text: text)])
        #expect(known.lookup(host: "plain", key: keys.a) == .ok(Self.at(1)))
        #expect(known.lookup(host: "Ported", port: 2222, key: keys.b) == .ok(Self.at(2)))
        #expect(known.lookup(host: "ported", port: 22, key: keys.b) == .unknown)
        let patterns = Self.known("# comment", "", "*.example,!bad.example,[h?]:* \(keys.a)")
        #expect(patterns.lookup(host: "x.example", key: keys.a) == .ok(Self.at(3)))
        #expect(patterns.lookup(host: "X.Example", key: keys.a) == .ok(Self.at(3)))
        #expect(patterns.lookup(host: "bad.example", key: keys.a) == .unknown)
        #expect(patterns.lookup(host: "h1", port: 99, key: keys.a) == .ok(Self.at(3)))
    }

    @Test("writes lines that ssh-keygen finds, hashed or not", arguments: [true, false])
    func writes(hashed: Bool) throws {
        let keys = try Keys()
        var dice = SplitMix(state: 1)
        let salt = hashed ? HostNameSalt(using: &dice) : nil
        let folder = try TemporaryFolder()
        try folder.write("f", KnownHosts.entryLine(host: "Some.Host", port: 2222, key: keys.a, salt: salt) + "\n")
        let found = try RealProgram.run("/usr/bin/ssh-keygen", ["-F", "[some.host]:2222", "-f", folder.path("f")])
        #expect(found.status == 0 && found.output.contains("line 1"))
    }

    @Test("says changed for a key of another type too, with the last such line, as ssh does")
    func changed() throws {
        let keys = try Keys()
        let known = Self.known("h \(keys.b)", "other \(keys.a)", "h \(keys.ec)")
        #expect(known.lookup(host: "h", key: keys.a) == .changed(Self.at(3), known: keys.ec))
        #expect(known.lookup(host: "h", key: keys.b) == .ok(Self.at(1)))
    }

    @Test("lets a revoked line outweigh everything, wherever it stands")
    func revoked() throws {
        let keys = try Keys()
        let known = Self.known("h \(keys.a)", "@revoked\t* \(keys.a)")
        #expect(known.lookup(host: "h", key: keys.a) == .revoked(Self.at(2)))
        #expect(known.lookup(host: "h", port: 2222, key: keys.a) == .revoked(Self.at(2)))
        #expect(Self.known("@revoked h \(keys.b)").lookup(host: "h", key: keys.a) == .unknown)
    }

    @Test("takes no key of a certificate authority for a host's own")
    func authority() throws {
        let keys = try Keys()
        #expect(Self.known("@cert-authority h \(keys.a)").lookup(host: "h", key: keys.a) == .unknown)
    }

    @Test("falls back to the name without port for a match only")
    func bareName() throws {
        let keys = try Keys()
        let known = Self.known("h \(keys.a)")
        #expect(known.lookup(host: "h", port: 2222, key: keys.a) == .ok(Self.at(1)))
        #expect(known.lookup(host: "h", port: 2222, key: keys.b) == .unknown)
    }

    @Test("keeps bad lines as numbered warnings and reads the others")
    func warnings() throws {
        let keys = try Keys()
        let file = KnownHostsFile(
            path: "f",
            text: """
                h
                h ssh-ed25519
                h ssh-rsa \(keys.a.base64)
                h ssh-ed25519 !!!!
                @nonsense h \(keys.a)
                @revoked @revoked h \(keys.a)
                |1|short|short \(keys.a)
                h \(keys.a) a comment\r
                """)
        #expect(file.warnings.map(\.line) == [1, 2, 3, 4, 5, 6, 7])
        #expect(file.entries.map(\.line) == [8])
    }

    @Test("puts the algorithms of known keys first, unless the first one fits already")
    func ordering() throws {
        let keys = try Keys()
        let known = Self.known("h \(keys.ec)", "h \(keys.ec)", "@revoked h \(keys.a)")
        #expect(known.knownAlgorithms(host: "h") == ["ecdsa-sha2-nistp256"])
        let list = ["ssh-ed25519", "rsa-sha2-512", "ecdsa-sha2-nistp256"]
        #expect(known.ordered(hostKeyAlgorithms: list, host: "h").first == "ecdsa-sha2-nistp256")
        #expect(known.ordered(hostKeyAlgorithms: list, host: "other") == list)
        #expect(known.ordered(hostKeyAlgorithms: list.reversed(), host: "h") == list.reversed())
    }

    @Test("cut at any byte is read without a trap")
    func cuts() throws {
        let keys = try Keys()
        var dice = SplitMix(state: 2)
        let line = KnownHosts.entryLine(host: "h", port: 1, key: keys.ec, salt: HostNameSalt(using: &dice))
        let bytes = Array("@revoked \(line)\n!,*,[x]:1 \(keys.a)\n".utf8) + [0xFF, 0x00, 0x20]
        for length in 0...bytes.count {
            let file = KnownHostsFile(path: "f", contents: bytes.prefix(length))
            _ = KnownHosts([file]).lookup(host: "h", port: 1, key: keys.a)
        }
    }

    @Test("matches patterns with many stars in no time")
    func stars() {
        let name = String(repeating: "a", count: 200)
        #expect(!HostPattern.list(String(repeating: "*a", count: 100) + "b", matches: name))
        #expect(HostPattern.list(String(repeating: "*a", count: 100) + "*", matches: name))
    }
}
