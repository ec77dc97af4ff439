import Foundation
import TestSupport
import Testing
import TunnelModel

@testable import Registry

@Suite("The registry after a crash")
struct CrashTests {
    /// What a crash leaves on the disk when it comes after so many bytes of the log: the file, and the log cut there.
    private func crashed(_ file: Data, _ log: Data, after length: Int, in folder: TemporaryFolder) throws -> Registry {
        let state = folder.path("crash-\(length)")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
        try folder.write(file, to: "crash-\(length)/" + Registry.fileName)
        try folder.write(log.prefix(length), to: "crash-\(length)/" + Registry.fileName + "-wal")
        return try Registry(folder: state)
    }

    @Test("cut at any place of its log, the registry opens whole, with the change or without it")
    func cutLog() throws {
        let rig = try RegistryRig()
        let ann = try rig.addOperator("ann")
        _ = try rig.grant("ann", on: .pattern(NamePattern("cam-*")))
        let token = try rig.token(
            TokenOrder(naming: .devices(NameTemplate("cam-{n}")), uses: 9, expires: rig.later(99), accepts: true))
        try rig.reopen()
        let file = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path))
        var states = [0]
        for number in 1...4 {
            let device = try #require(try rig.enroll(token, rig.newKey()).device)
            try rig.greet(device, ["web:80"], version: "\(number)")
            states.append(number)
        }
        let log = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path + "-wal"))
        let frame = 24 + 4096
        #expect(log.count > 32 + 8 * frame)
        var seen: Set<Int> = []
        let cuts = stride(from: 0, through: log.count, by: frame / 3 + 7).map { $0 } + [log.count]
        for length in Set(cuts).sorted() {
            let registry = try crashed(file, log, after: length, in: rig.folder)
            try registry.checkIntegrity()
            let devices = try registry.devices()
            let enrolled = try registry.audit(AuditFilter(verbs: [.deviceEnrolled])).count
            let left = try registry.token(token.id)
            #expect(devices.count == enrolled)
            #expect(left?.usesLeft == 9 - devices.count && left?.enrolled.count == devices.count)
            let line = try registry.keyLine(for: ann.keys[0].fingerprint, role: .operator, at: rig.now)?.line
            if case .operator(_, _, let permits)? = line {
                #expect(permits.permits.count == devices.count { !$0.services.isEmpty })
            }
            seen.insert(devices.count)
            try registry.close()
        }
        #expect(seen == Set(states))
    }

    @Test("cut at any place of its first opening, it opens anew")
    func cutFirstOpening() throws {
        let rig = try RegistryRig()
        let file = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path))
        let log = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path + "-wal"))
        #expect(log.count > 4096)
        for length in stride(from: 0, through: log.count, by: 24 + 4096) {
            let registry = try crashed(file, log, after: min(length + 32, log.count), in: rig.folder)
            #expect(try registry.devices().isEmpty)
            try registry.close()
        }
    }

    @Test("a change that fails half-way leaves nothing behind")
    func failing() throws {
        struct Failure: Error {}
        let rig = try RegistryRig()
        #expect(throws: RegistryError.self) {
            try rig.registry.change(by: rig.admin, at: rig.now) { change in
                _ = try change.insertDevice(DeviceName("cam-1"), .accepted)
                try change.audit(.deviceAdded, device: DeviceName("cam-1"))
                throw Failure()
            }
        }
        #expect(try rig.registry.devices().isEmpty && rig.registry.audit().isEmpty)
        try rig.addDevice("cam-1")
    }

    @Test(
        "a process that is killed while it writes leaves only whole transactions",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "needs /usr/bin/sqlite3"))
    func killed() async throws {
        // The child is SQLite's own shell, which writes to our file as the keeper would, until it is killed.
        let rig = try RegistryRig()
        let path = rig.registry.path
        var script = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;\n"
        for number in 1...20_000 {
            script += """
                BEGIN IMMEDIATE; INSERT INTO devices (name, address, state, created)
                VALUES ('cam-\(number)', \(number), 'accepted', 0);
                INSERT INTO audit (time, actor, verb, detail) VALUES (0, 'x', 'device-added', ''); COMMIT;
                \(number == 50 ? ".shell echo written" : "")

                """
        }
        let input = try rig.folder.write(script, to: "script.sql")
        try await OwnThread.run {
            let child = try ChildProcess("/usr/bin/sqlite3", [path, ".read '\(input)'"])
            _ = try child.output.waitForLine(containing: "written")
            child.send(SIGKILL)
            _ = try child.waitForExit()
        }
        try rig.reopen()
        try rig.registry.checkIntegrity()
        let devices = try rig.registry.devices().count
        #expect(devices >= 50 && devices < 20_000)
        #expect(try rig.registry.audit(AuditFilter(limit: 30_000)).count == devices)
    }
}
