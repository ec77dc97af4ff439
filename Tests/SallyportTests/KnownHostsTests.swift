import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("Host keys are looked up as ssh looks them up")
    struct KnownHostsTests {
        /// What a case starts from: a server, and the first two words and the rest of its known_hosts line.
        private struct Place {
            let sshd: SSHDFixture
            let folder: TemporaryFolder
            let key: String

            var host: String { "[127.0.0.1]:\(sshd.port)" }

            init(_ options: SSHDOptions? = nil) throws {
                sshd = try SSHDFixture(options)
                folder = try TemporaryFolder()
                key = try ThrowawayKeys.publicLine("host_ed25519")
            }

            /// Whether the program, and whether ssh, logs in with these known hosts.
            func logins(_ text: String, options: [String] = []) throws -> [Bool] {
                let file = try folder.write(text, to: "known")
                let words = Words.login(
                    to: sshd, knownHosts: file, options: ["-o", "StrictHostKeyChecking=yes"] + options)
                return try Program.allCases.map { try Login($0, words).succeeded }
            }
        }

        @Test("a plain name, a pattern, a list of names, a comment and a blank line before it")
        func plain() async throws {
            try await OwnThread.run {
                let place = try Place()
                for names in [place.host, "[127.0.0.*]:\(place.sshd.port)", "other,\(place.host)", "[127.0.0.?]:*"] {
                    #expect(try place.logins("# comment\n\n\(names) \(place.key)\n") == [true, true], "\(names)")
                }
            }
        }

        @Test("a name of another port, a negated one, another host's, another key's")
        func misses() async throws {
            try await OwnThread.run {
                let place = try Place()
                let other = try ThrowawayKeys.publicLine("host_ed25519_other")
                let lines = [
                    "[127.0.0.1]:1 \(place.key)", "!\(place.host),!127.0.0.1,* \(place.key)",
                    "[127.0.0.2]:* \(place.key)",
                    "\(place.host) \(other)", "", "\(place.host) ssh-ed25519 notbase64",
                ]
                for line in lines { #expect(try place.logins(line + "\n") == [false, false], "\(line)") }
            }
        }

        @Test("the name without its port, as ssh has it")
        func withoutPort() async throws {
            try await OwnThread.run {
                let place = try Place()
                let both = try place.logins("127.0.0.1 \(place.key)\n")
                #expect(both[0] == both[1])
            }
        }

        @Test("a hashed name")
        func hashed() async throws {
            try await OwnThread.run {
                let place = try Place()
                let file = try place.folder.write("\(place.host) \(place.key)\n", to: "hashed")
                let maker = try ChildProcess("/usr/bin/ssh-keygen", ["-H", "-f", file])
                #expect(try maker.waitForExit() == .exited(0))
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.hasPrefix("|1|"))
                #expect(try place.logins(text) == [true, true])
            }
        }

        @Test("a revoked key, whoever vouches for it")
        func revoked() async throws {
            try await OwnThread.run {
                let place = try Place()
                let text = "\(place.host) \(place.key)\n@revoked * \(place.key)\n"
                #expect(try place.logins(text) == [false, false])
                let words = Words.login(to: place.sshd, knownHosts: place.folder.path("known"))
                let end = try Ending(.sallyport, words)
                #expect(end.lines.contains { $0.contains("WARNING: REVOKED HOST KEY DETECTED!") })
                #expect(end.lines.last == "Host key verification failed.")
                try place.sshd.waitForSessions(0)
                #expect(!place.sshd.log.text.contains("userauth-request"))
            }
        }

        @Test("an alias stands for host and port")
        func alias() async throws {
            try await OwnThread.run {
                let place = try Place()
                let options = ["-o", "HostKeyAlias=gate"]
                #expect(try place.logins("gate \(place.key)\n", options: options) == [true, true])
                #expect(try place.logins("\(place.host) \(place.key)\n", options: options) == [false, false])
            }
        }

        @Test("the global file and a second file of the user's count too")
        func otherFiles() async throws {
            try await OwnThread.run {
                let place = try Place()
                let file = try place.folder.write("\(place.host) \(place.key)\n", to: "elsewhere")
                let none = place.folder.path("none")
                for option in ["GlobalKnownHostsFile=\(file)", "UserKnownHostsFile=\(none) \(file)"] {
                    #expect(try place.logins("", options: ["-o", option]) == [true, true], "\(option)")
                }
            }
        }

        @Test("of two host keys the known one is asked for", arguments: ["host_ecdsa", "host_ed25519"])
        func knownKind(name: String) async throws {
            try await OwnThread.run {
                let place = try Place(SSHDOptions(hostKeys: ["host_ed25519", "host_ecdsa", "host_rsa"]))
                let line = try ThrowawayKeys.publicLine(name)
                let both = try place.logins("\(place.host) \(line)\n")
                #expect(both == [true, true], "\(name) \(both)")
            }
        }
    }
}
