import Testing

@testable import TunnelModel

@Suite("A forward specification")
struct ForwardSpecTests {
    static func read(_ text: String, _ kind: ForwardKind) throws(ForwardSpecError) -> ForwardSpec {
        try ForwardSpec(
            parsing: text, kind: kind, environment: { $0 == "TUNNEL_PORT" ? "8080" : nil },
            service: { ["http": 80, "ssh": 22, "https": 443][$0] })
    }

    @Test("reads every form of -L")
    func local() throws {
        let web = ForwardTarget.tcp(Endpoint(host: "h", port: 80))
        #expect(try Self.read("8080:h:80", .local).target == web)
        #expect(try Self.read("8080:h:80", .local).listen == .tcp(bind: .unspecified, port: 8080))
        #expect(try Self.read("*:8080:h:http", .local) == Self.read(":8080:h:80", .local))
        #expect(try Self.read("[::1]:8080:[::2]:80", .local).listen == .tcp(bind: .address("::1"), port: 8080))
        #expect(try Self.read("[::1]:8080:[::2]:80", .local).target == .tcp(Endpoint(host: "::2", port: 80)))
        #expect(try Self.read("/a.sock:h:80", .local).listen == .unix("/a.sock"))
        #expect(try Self.read("/a:/b", .local).target == .unix("/b"))
        #expect(try Self.read("localhost:1:/b", .local).listen == .tcp(bind: .localhost, port: 1))
        #expect(try Self.read("[/a:b]:[/c:d]", .local).listen == .unix("/a:b"))
        #expect(try Self.read("/a\\:b:h:80", .local).listen == .unix("/a:b"))
        #expect(try Self.read(" ${TUNNEL_PORT}:h:80", .local).listen == .tcp(bind: .unspecified, port: 8080))
    }

    @Test("reads reverse SOCKS, SOCKS and stdio forms")
    func others() throws {
        #expect(try Self.read("8080", .remote).target == .socks)
        #expect(try Self.read("0:h:80", .remote).listen == .tcp(bind: .unspecified, port: 0))
        #expect(try Self.read("b:1080", .dynamic).listen == .tcp(bind: .address("b"), port: 1080))
        #expect(try Self.read("/s", .remote) == ForwardSpec(kind: .remote, listen: .unix("/s"), target: .socks))
        #expect(try Self.read("1080:/s", .dynamic).kind == .local)
        #expect(try Self.read("[::1]:22", .stdio).target == .tcp(Endpoint(host: "::1", port: 22)))
        #expect(try Self.read("h:22", .stdio).listen == nil)
    }

    @Test("is told to be bad in ssh's words", arguments: ForwardKind.allCases)
    func words(kind: ForwardKind) {
        #expect { try Self.read("1:2:3:4:5", kind) } throws: {
            "\($0)" == "Bad \(kind) forwarding specification '1:2:3:4:5'"
        }
    }

    @Test("takes a bare port or a path for -W as an error, where ssh would ignore the option", arguments: ["80", "/s"])
    func stdio(text: String) {
        #expect(throws: ForwardSpecError.self) { try Self.read(text, .stdio) }
    }

    @Test("names the environment variable that is missing")
    func environment() {
        #expect { try Self.read("${NOPE}:h:80", .local) } throws: {
            ($0 as? ForwardSpecError)?.advice == "env var ${NOPE} has no value"
        }
    }

    @Test("of a file joins its two words")
    func twoWords() throws {
        let spec = try ForwardSpec(
            listen: "8080", target: "host:80", kind: .local, environment: { _ in nil }, service: { _ in nil })
        #expect(spec == (try Self.read("8080:host:80", .local)))
    }

    @Test("cut at any byte is read or refused, never trapped on", arguments: ForwardKind.allCases)
    func cuts(kind: ForwardKind) {
        for whole in ["[::1]:8080:[fe80::1]:80", "/a\\:b:${TUNNEL_PORT}:h:80", "\\\\:[/x:]:ö\\ö:/"] {
            for length in 0...whole.utf8.count {
                let part = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
                _ = try? Self.read(part, kind)
            }
        }
    }
}
