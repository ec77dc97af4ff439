import Foundation
import TestSupport
import Testing

@Suite("README says what is so")
struct ReadmeTests {
    private let readme: String

    init() throws {
        readme = try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
    }

    /// Lines that are indented as commands are.
    private var commands: [String] {
        readme.components(separatedBy: "\n").filter { $0.hasPrefix("    ") }.map { line in
            let command = line.components(separatedBy: " # ")[0]
            return command.trimmingCharacters(in: .whitespaces)
        }
    }

    @Test("every make target that it names is there")
    func makeTargets() throws {
        let makefile = try String(contentsOfFile: Repository.path("Makefile"), encoding: .utf8)
        let targets = commands.filter { $0.hasPrefix("make ") }.map { $0.split(separator: " ")[1] }
        #expect(targets.count >= 3)
        for target in targets { #expect(makefile.contains("\n\(target): "), "make \(target)") }
    }

    @Test("the command that it shows makes a tunnel")
    func command() async throws {
        let shown = try #require(commands.first { $0.contains("/sallyport ") })
        let arguments = shown.split(separator: " ").dropFirst().map(String.init)
        try await OwnThread.run {
            let service = try NamedServer("reached")
            let sshd = try SSHDFixture()
            let local = try RefusedPort()
            let real = [
                "KEY": sshd.identity, "2222": String(sshd.port), "user@host": "\(sshd.user)@127.0.0.1",
                "8080:127.0.0.1:80": "\(local.port):127.0.0.1:\(service.port)",
            ]
            let words = ["-v", "-o", "UserKnownHostsFile=\(sshd.knownHosts)"] + arguments.map { real[$0] ?? $0 }
            #expect(Set(real.keys).isSubset(of: arguments))
            let run = try ChildProcess(Repository.program(), words)
            _ = try run.errors.waitForLine(containing: Tunnel.readyLine)
            #expect(try TCPClient(port: local.port).receiveLine() == "reached")
            run.send(SIGTERM)
            #expect(try run.waitForExit() == .exited(0))
        }
    }

    @Test(
        "every option that it names is known",
        arguments: [
            "StrictHostKeyChecking=ask", "UserKnownHostsFile=/dev/null", "GlobalKnownHostsFile=/dev/null",
            "HostKeyAlias=a", "ServerAliveInterval=15", "ExitOnForwardFailure=yes", "SallyportWindow=2M",
        ])
    func option(option: String) async throws {
        #expect(readme.contains(String(option.prefix { $0 != "=" })))
        try await OwnThread.run {
            let port = try RefusedPort().port
            let run = try ChildProcess(Repository.program(), ["-o", option, "-p", String(port), "127.0.0.1"])
            #expect(try run.waitForExit() == .exited(255))
            #expect(try run.errors.waitForEnd().contains("Connection refused"))
        }
    }
}
