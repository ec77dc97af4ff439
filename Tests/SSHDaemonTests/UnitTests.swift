import Foundation
import SSHDaemon
import TestSupport
import Testing

@Suite("The texts for systemd and the kernel")
struct UnitTests {
    private func units() -> SystemdUnits {
        SystemdUnits(
            program: "/usr/bin/env", arguments: ["serve", "--state", "/var/lib/sally port", "--listen", "0.0.0.0:443"],
            socket: "/run/sallyport/keeper.sock")
    }

    @Test(
        "systemd-analyze finds nothing wrong with the units",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
    func verify() async throws {
        let folder = try TemporaryFolder()
        let files = try units().files()
        for (name, text) in files { try folder.write(text, to: name, mode: 0o644) }
        let paths = files.map { folder.path($0.name) }
        let result = try await OwnThread.run {
            try RealProgram.run("/usr/bin/systemd-analyze", ["verify", "--man=no", "--recursive-errors=no"] + paths)
        }
        #expect(result.status == 0, "\(result.errorOutput)")
        let ours = result.errorLines.filter { line in files.contains { line.contains($0.name) } }
        #expect(ours == [], "\(result.errorOutput)")
    }

    @Test("the service leaves sessions alone and has room for a fleet")
    func service() throws {
        let text = try #require(try units().files().first { $0.name == "sallyport-bastion.service" }).text
        for line in [
            "KillMode=process", "TasksMax=infinity", "LimitNOFILE=65536", "Type=notify", "OOMPolicy=continue",
            "Requires=sallyport-bastion.socket",
            "ExecStart=/usr/bin/env serve --state \"/var/lib/sally port\" --listen 0.0.0.0:443",
        ] {
            #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
        var plain = units()
        plain.hasFirewall = false
        #expect(try plain.files().map(\.name) == ["sallyport-bastion.socket", "sallyport-bastion.service"])
        #expect(try !plain.files().contains { $0.text.contains("nft") })
    }

    @Test("a word that would become a line, or mean something to systemd, does not")
    func words() throws {
        var units = units()
        units.arguments = ["100%", "$HOME", "a\"b"]
        let text = try units.files()[1].text
        #expect(text.contains("ExecStart=/usr/bin/env 100%% $$HOME \"a\\\"b\"\n"))
        units.arguments = ["a\nExecStartPre=/bin/sh"]
        #expect(throws: DaemonError.self) { try units.files() }
    }

    @Test("each kernel setting is one that this kernel has")
    func kernel() throws {
        for line in KernelSettings.text.split(separator: "\n") where !line.hasPrefix("#") {
            let name = line.split(separator: " ")[0].split(separator: ".").joined(separator: "/")
            #expect(FileManager.default.fileExists(atPath: "/proc/sys/" + name), "\(name)")
        }
    }
}
