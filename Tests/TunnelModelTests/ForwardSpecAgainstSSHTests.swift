import TestSupport
import Testing

@testable import TunnelModel

@Suite("ForwardSpec and the real ssh")
struct ForwardSpecAgainstSSHTests {
    static let specs = [
        "8080:h:80", "1:2", "", ":", "::", ":::", "80", "0:h:80", "8080:h:0", "65535:h:65535", "65536:h:1",
        "8080:h:80:",
        "a:8080:h:80", "a:8080:h:80:", "a:8080:h:80:x", "*:8080:h:80", ":8080:h:80", "localhost:8080:h:80",
        "[::1]:8080:[::2]:80", "::1:8080:h:80", "[::1:8080:h:80", "[::1]x:8080:h:80", "[]:8080:[]:80", "/a:/b",
        "/a:h:80",
        "8080:/b", "b:8080:/b", "/a", "/a:80", "80:/a:1", "/a:/b:22", "/a:8080:h:80", "/a:h:/b", "[/a:x]:h:80",
        "\\8080:h:80", "a\\:b:8080:h:80", "8080:h:80\\", "8080:h:80:\\", "a:8080:h:80:\\", "\\", "\\/a:8080:h:80",
        "\\[a:8080:h:80", "  8080:h:80", "\t8080:h:80", "8080 :h:80", "8080: h:80", "8080:h: 80", "+8080:h:80",
        "-1:h:80",
        "http:h:https", "http:h:nosuchservice", "08080:h:080", "8080::80", "8080:h:", "${TUNNEL_PORT}:h:80",
        "${TUNNEL_PORT:h:80", "${}:h:80", "${NOPE_NOPE}:h:80", "$8080:h:80", "8080:h$:80", "8080:h:80 ", "8080:a b:80",
        "8080:" + String(repeating: "h", count: 1024) + ":80", "8080:" + String(repeating: "h", count: 1025) + ":80",
        String(repeating: "b", count: 1025) + ":8080:h:80", "/" + String(repeating: "p", count: 106) + ":h:80",
        "/" + String(repeating: "p", count: 107) + ":h:80", "8080:/" + String(repeating: "p", count: 106),
        "8080:/" + String(repeating: "p", count: 107), "8080:[h]:80", "8080:[h]:[80]", "[8080]:h:80", "0x50:h:80",
        "1e3:h:80", "8080:@cam:rtsp", "8080:h:99999999999999999999",
    ]

    @Test(
        "agree about every form in the table",
        arguments: [("-L", ForwardKind.local), ("-R", .remote), ("-D", .dynamic)])
    func table(flag: String, kind: ForwardKind) throws {
        for spec in Self.specs { try agree(spec, flag, kind) }
    }

    @Test(
        "agree about random strings of the grammar's own characters",
        arguments: [("-L", ForwardKind.local), ("-R", .remote)])
    func random(flag: String, kind: ForwardKind) throws {
        var dice = SplitMix(state: 7)
        let pieces = [":", ":", ":", "80", "h", "/", "[", "]", "\\", "*", "a", " ", "0"]
        for _ in 0..<150 {
            let spec = (0..<Int.random(in: 1...9, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }
            try agree(spec.joined(), flag, kind)
        }
    }

    /// Holds one specification against ssh: taken or refused, the text of the refusal, and what -G makes of it.
    private func agree(_ spec: String, _ flag: String, _ kind: ForwardKind) throws {
        let ssh = try RealProgram.run("/usr/bin/ssh", ["-G", "-F", "none", flag, spec, "host"])
        do {
            let ours = try ForwardSpec(
                parsing: spec, kind: kind, environment: { $0 == "TUNNEL_PORT" ? "8080" : nil },
                service: { ["http": 80, "https": 443, "rtsp": 554][$0] })
            #expect(ssh.status == 0, "ssh refuses \(flag) '\(spec)', we read \(ours)")
            guard kind == .local, ssh.status == 0 else { return }
            let printed = ssh.values(of: "localforward").map { $0.hasPrefix("[]:") ? "[*]" + $0.dropFirst(2) : $0 }
            #expect(printed == [Self.printed(ours)], "\(flag) '\(spec)'")
        } catch {
            #expect(ssh.status == 255, "ssh takes \(flag) '\(spec)'")
            #expect(ssh.lastErrorLine == error.description)
        }
    }

    /// The way `ssh -G` prints a local forward.
    private static func printed(_ spec: ForwardSpec) -> String {
        let listen =
            switch spec.listen {
            case .unix(let path): path
            case .tcp(.unspecified, let port): "\(port)"
            case .tcp(.wildcard, let port): "[*]:\(port)"
            case .tcp(.localhost, let port): "[localhost]:\(port)"
            case .tcp(.address(let host), let port): "[\(host)]:\(port)"
            case nil: ""
            }
        return switch spec.target {
        case .tcp(let end): "\(listen) [\(end.host)]:\(end.port)"
        case .unix(let path): "\(listen) \(path)"
        case .socks: listen
        }
    }
}
