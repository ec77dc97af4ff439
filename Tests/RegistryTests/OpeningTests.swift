import Foundation
import GRDB
import TestSupport
import Testing
import TunnelModel

@testable import Registry

@Suite("Opening the registry")
struct OpeningTests {
    /// The error that opening the folder gives.
    private func fault(_ folder: String) -> RegistryError? {
        #expect(throws: RegistryError.self) { _ = try Registry(folder: folder) }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("a new registry is private, logged ahead, flushed at each change and marked as ours")
    func fresh() throws {
        let rig = try RegistryRig()
        #expect(try mode(rig.folder.path("state")) == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(rig.registry.path + suffix) == 0o600) }
        try rig.registry.pool.writeWithoutTransaction { db throws in
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2)
            #expect(try Int.fetchOne(db, sql: "PRAGMA foreign_keys") == 1)
            #expect(try Int.fetchOne(db, sql: "PRAGMA busy_timeout") == 5000)
            #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x534C_5950)
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version)
        }
    }

    @Test("every table of ours is strict")
    func strict() throws {
        let rig = try RegistryRig()
        let loose = try rig.registry.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM pragma_table_list WHERE NOT strict AND name NOT GLOB 'sqlite_*'")
        }
        #expect(loose == ["grdb_migrations"])
    }

    @Test("what was written is there after a restart, and opening twice changes nothing")
    func reopening() throws {
        let rig = try RegistryRig()
        let device = try rig.addDevice("cam-1", labels: ["site=berlin"])
        try rig.reopen()
        try rig.reopen()
        #expect(try rig.registry.device(named: DeviceName("cam-1")) == device)
    }

    @Test("a registry of a newer schema is refused in one line, and not touched")
    func newer() throws {
        let rig = try RegistryRig()
        try rig.registry.pool.write { try $0.execute(sql: "PRAGMA user_version = 7") }
        try rig.registry.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path))
        let error = fault(rig.folder.path("state"))
        #expect(error == .newer(path: rig.registry.path, found: 7, known: Schema.version))
        #expect(error?.summary.contains("upgrade this program") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: rig.registry.path)) == before)
    }

    @Test("another program's database is refused")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(Registry.fileName)
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
        try other.close()
        #expect(fault(folder.path) == .foreign(path: path))
    }

    @Test("a file that is no database is called damaged, and left as it is")
    func garbage() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "this is not a database\n", count: 500)
        let path = try folder.write(text, to: Registry.fileName)
        guard case .corrupt(path, _) = fault(folder.path) else {
            Issue.record("not called damaged")
            return
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("damaged pages are found at opening")
    func damaged() throws {
        let rig = try RegistryRig()
        for number in 1...200 { try rig.addDevice("cam-\(number)") }
        try rig.registry.close()
        var data = try Data(contentsOf: URL(fileURLWithPath: rig.registry.path))
        for offset in stride(from: 8192, to: data.count, by: 4096) {
            data.replaceSubrange(offset..<offset + 64, with: Data(repeating: 0xA5, count: 64))
        }
        try data.write(to: URL(fileURLWithPath: rig.registry.path))
        let error = fault(rig.folder.path("state"))
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.summary.contains("\n") == false)
    }

    @Test("a row that refers to nothing is found at opening")
    func orphan() throws {
        let rig = try RegistryRig()
        try rig.registry.close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: rig.registry.path, configuration: configuration)
        try queue.write { try $0.execute(sql: "INSERT INTO labels VALUES (99, 'site', 'bonn')") }
        try queue.close()
        let path = rig.registry.path
        #expect(
            fault(rig.folder.path("state")) == .corrupt(path: path, detail: "a row of labels refers to nothing"))
    }

    @Test("a folder that cannot be made is told with the reason")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        let error = fault(file + "/state")
        #expect(error?.summary == "cannot open \(file)/state: Not a directory")
        guard case .cannotOpen = fault("/proc/none") else {
            Issue.record("made a folder in /proc")
            return
        }
    }

    @Test("a file in which root itself cannot write is told so")
    func readOnly() throws {
        // A file of the kernel's: the one thing that refuses root too.
        let rig = try RegistryRig()
        try rig.registry.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
        let error = #expect(throws: RegistryError.self) { try rig.addDevice("cam-1") }
        #expect(error == .readOnly(path: rig.registry.path))
        #expect(error?.summary.contains("cannot be written") == true)
    }

    @Test("a full disk refuses the change whole, and the next one works when there is space")
    func fullDisk() throws {
        let rig = try RegistryRig()
        try rig.registry.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        var error: RegistryError?
        var added = 0
        for number in 1...2000 where error == nil {
            do {
                try rig.addDevice("cam-\(number)")
                added += 1
            } catch {
                guard let full = error as? RegistryError else { throw error }
                #expect(full == .diskFull(path: rig.registry.path))
                break
            }
        }
        error = nil
        #expect(added < 2000)
        #expect(try rig.registry.devices().count == added)
        try rig.registry.checkIntegrity()
        try rig.registry.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try rig.addDevice("after")
    }

    @Test("a registry that another process is writing to is waited for, then called busy")
    func busy() throws {
        let rig = try RegistryRig()
        let other = try DatabaseQueue(path: rig.registry.path)
        try rig.registry.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 50") }
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(throws: RegistryError.busy(path: rig.registry.path)) { try rig.addDevice("cam-1") }
            try db.execute(sql: "ROLLBACK")
        }
        try rig.addDevice("cam-1")
    }
}
