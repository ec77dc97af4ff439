import Foundation
import TestSupport
import Testing

@testable import TunnelModel

@Suite("KnownHosts and the real ssh")
struct KnownHostsAgainstSSHTests {
    /// One host key of a real sshd, two strangers, and a folder that holds them.
    struct Bench {
        let folder: TemporaryFolder
        let host: PublicKey, other: PublicKey, ec: PublicKey

        init() throws {
            folder = try TemporaryFolder()
            host = try #require(PublicKey(text: folder.makeKey("ed25519", name: "host")))
            other = try #require(PublicKey(text: folder.makeKey("ed25519", name: "other")))
            ec = try #require(PublicKey(text: folder.makeKey("ecdsa", name: "ec")))
            try folder.write("sshd_config", "HostKey \(folder.path("host"))\nUsePAM no\nAuthorizedKeysFile none\n")
            // A root sshd wants its empty directory; any other user's does not.
            if geteuid() == 0 {
                try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
            }
        }

        /// What ssh makes of a known_hosts text when sshd shows the host key for `h`.
        func judge(_ text: String, port: UInt16) throws -> String {
            try folder.write("known", text)
            let ssh = try RealProgram.run(
                "/usr/bin/ssh",
                [
                    "-F", "none", "-p", "\(port)", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
                    "-o", "GlobalKnownHostsFile=none", "-o", "UserKnownHostsFile=\(folder.path("known"))",
                    "-o", "IdentityFile=none", "-o", "IdentityAgent=none", "-o", "HostKeyAlgorithms=ssh-ed25519",
                    "-o", "ProxyCommand=/usr/sbin/sshd -i -f \(folder.path("sshd_config"))", "h", "true",
                ])
            let lines = ssh.errorLines
            if lines.contains(where: { $0.contains("REVOKED HOST KEY") }) { return "revoked" }
            if let line = lines.first(where: { $0.hasPrefix("Offending ") }) { return line }
            if lines.contains(where: { $0.hasPrefix("No ED25519 host key is known for") }) { return "unknown" }
            if lines.contains(where: { $0.contains("Permission denied") }) { return "ok" }
            return "unexpected: \(lines)"
        }

        /// What we make of it, in the same words.
        func answer(_ text: String, port: UInt16) -> String {
            let known = KnownHosts([KnownHostsFile(path: folder.path("known"), text: text)])
            switch known.lookup(host: "h", port: port, key: host) {
            case .ok: return "ok"
            case .revoked: return "revoked"
            case .changed(let place, let key): return "Offending \(key.displayType) key in \(place)"
            case .unknown: return "unknown"
            }
        }
    }

    @Test("agree on every kind of file, down to the line")
    func agree() throws {
        let bench = try Bench()
        let (host, other, ec) = (bench.host, bench.other, bench.ec)
        var dice = SplitMix(state: 5)
        let hashed = KnownHosts.entryLine(host: "h", port: 2222, key: host, salt: HostNameSalt(using: &dice))
        let files: [(String, UInt16)] = [
            ("", 22), ("h \(host)\n", 22), ("h \(other)\n", 22), ("h \(ec)\n", 22), ("h \(other)\nh \(ec)\n", 22),
            ("h \(ec)\nh \(other)\nx \(ec)\n", 22), ("h \(other)\nh \(host)\n", 22), ("h \(host)\nh \(other)\n", 22),
            ("h \(host)\n@revoked h \(host)\n", 22), ("@revoked * \(host)\n", 22), ("@revoked h \(other)\n", 22),
            ("@cert-authority h \(host)\n", 22), ("@cert-authority h \(other)\nh \(host)\n", 22), ("H \(host)\n", 22),
            ("x,h \(host) comment\n", 22), ("*,!h \(host)\n", 22), ("? \(host)\n", 22), ("?? \(host)\n", 22),
            (" \th\t\(host)\n", 22), ("#h \(host)\n", 22), ("@what h \(host)\n", 22),
            ("h ssh-rsa \(host.base64)\n", 22),
            ("h ssh-ed25519\nh \(other)\n", 22), ("h \(host)", 22), ("[h]:2222 \(host)\n", 2222), ("h \(host)\n", 2222),
            ("h \(other)\n", 2222), ("[h]:2222 \(other)\nh \(host)\n", 2222), ("[h]:* \(host)\n", 2222),
            ("[h]:2223 \(other)\n", 2222), (hashed + "\n", 2222), (hashed + "\n", 22), ("[h]:22 \(host)\n", 22),
            ("|1|AAAA|AAAA \(other)\n", 22), ("h \(host)\r\n", 22), (", \(other)\n", 22), ("h,, \(host)\n", 22),
        ]
        for (text, port) in files {
            #expect(bench.answer(text, port: port) == (try bench.judge(text, port: port)), "\(text) port \(port)")
        }
    }
}
