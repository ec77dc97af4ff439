import Foundation
import SSHDaemon
import TestSupport
import Testing
import TunnelModel

@Suite("Host keys, key files and the safe path")
struct FilesTests {
    private func mode(_ path: String) -> UInt32? { FileFacts(at: path)?.mode }

    @Test("makes two keys once, keeps them, and rotates to the spare")
    func hostKeys() async throws {
        let folder = try TemporaryFolder()
        var keys = try await HostKeys.ensure(in: folder.path("host"))
        #expect(mode(keys.folder) == 0o700)
        #expect(mode(keys.current.path) == 0o600 && mode(keys.spare.path) == 0o600)
        #expect(keys.current.fingerprint != keys.spare.fingerprint)
        #expect(keys.current.publicKey.algorithm == "ssh-ed25519")
        #expect(try await HostKeys.ensure(in: folder.path("host")) == keys)
        let before = keys
        try await keys.rotate()
        #expect(keys.current == before.spare)
        #expect(keys.spare.number == 3 && keys.spare.fingerprint != before.current.fingerprint)
        #expect(try HostKeys.load(from: folder.path("host")) == keys)
    }

    @Test("takes a spare whose private half is kept elsewhere, and asks for it when its turn comes")
    func offlineSpare() async throws {
        let folder = try TemporaryFolder()
        let made = try await HostKeys.ensure(in: folder.path("host"))
        try FileManager.default.moveItem(atPath: made.spare.path, toPath: folder.path("safe"))
        var keys = try await HostKeys.ensure(in: folder.path("host"))
        #expect(!keys.spare.hasPrivateHalf && keys.spare.fingerprint == made.spare.fingerprint)
        await #expect(throws: DaemonError.self) { try await keys.rotate() }
        #expect(try HostKeys.load(from: folder.path("host")).current == made.current)
        try FileManager.default.moveItem(atPath: folder.path("safe"), toPath: made.spare.path)
        keys = try HostKeys.load(from: folder.path("host"))
        try await keys.rotate()
        #expect(keys.current.fingerprint == made.spare.fingerprint)
    }

    @Test("begins anew with a key that was cut off in the making, and never without a word replaces one that is gone")
    func unfinished() async throws {
        let folder = try TemporaryFolder()
        mkdir(folder.path("host"), 0o700)
        try folder.write("half a key", to: "host/draft")
        try folder.write("half a key", to: "host/ed25519-1")
        let keys = try await HostKeys.ensure(in: folder.path("host"))
        #expect(keys.current.number == 1)
        let check = try await Program(["/usr/bin/ssh-keygen", "-y", "-f", keys.current.path]).run()
        #expect(check.output.contains(keys.current.publicKey.base64))
        try FileManager.default.removeItem(atPath: keys.current.path)
        let error = await #expect(throws: DaemonError.self) { _ = try await HostKeys.ensure(in: folder.path("host")) }
        #expect(error?.summary.contains("is gone") == true)
    }

    @Test("writes the lines of each user, whole and readable, and refuses a line that is two")
    func keyFiles() throws {
        let folder = try TemporaryFolder()
        let file = AuthorizedKeysFile(folder: folder.path("keys"))
        let logins = Logins.perRole(device: "d", operator: "o", enroll: "e")
        try file.write([.device: ["one", "two"], .operator: ["three"]], logins: logins)
        #expect(try String(contentsOfFile: file.path(user: "d"), encoding: .utf8) == "one\ntwo\n")
        #expect(try String(contentsOfFile: file.path(user: "o"), encoding: .utf8) == "three\n")
        #expect(try String(contentsOfFile: file.path(user: "e"), encoding: .utf8).isEmpty)
        #expect(mode(file.path(user: "d")) == 0o644)
        #expect(throws: DaemonError.self) { try file.write([.device: ["a\nb"]], logins: logins) }
        #expect(try String(contentsOfFile: file.path(user: "d"), encoding: .utf8) == "one\ntwo\n")
        try file.write([.device: ["a"], .enroll: ["b"]], logins: .one("u"))
        #expect(try String(contentsOfFile: file.path(user: "u"), encoding: .utf8) == "a\nb\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder).sorted() == ["d", "e", "o", "u"])
    }

    @Test("a program is run by sshd only if root alone can change it and every folder above it")
    func safePath() throws {
        func steps(_ owner: UInt32, _ mode: UInt32, above: UInt32 = 0o755) -> SafePath {
            SafePath(steps: [
                FileFacts(path: "/opt/x", kind: .file, mode: mode, owner: owner),
                FileFacts(path: "/opt", kind: .folder, mode: above, owner: 0),
                FileFacts(path: "/", kind: .folder, mode: 0o755, owner: 0),
            ])
        }
        #expect(steps(0, 0o755).fault == nil && steps(0, 0o755).reachFault == nil)
        #expect(steps(1_000, 0o755).fault?.summary.contains("belongs to uid 1000") == true)
        #expect(steps(0, 0o775).fault?.summary.contains("written by others") == true)
        #expect(steps(0, 0o755, above: 0o1777).fault?.advice?.contains("/opt") == true)
        #expect(steps(0, 0o700).fault == nil && steps(0, 0o700).reachFault != nil)
        #expect(try SafePath(of: "/usr/bin/env").fault == nil)
        #expect(throws: DaemonError.self) { try SafePath(of: "/no/such/program") }
        let folder = try TemporaryFolder()
        #expect(try SafePath(of: folder.write("", to: "x", mode: 0o755)).fault != nil)
        #expect(try SafePath(of: "/usr/bin").fault?.summary.contains("no regular file") == true)
    }
}
