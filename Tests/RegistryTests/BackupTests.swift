import Foundation
import GRDB
import TestSupport
import Testing
import TunnelModel

@testable import Registry

@Suite("Backup and restore")
struct BackupTests {
    let rig: RegistryRig

    init() throws { rig = try RegistryRig() }

    private func backUp() throws -> String {
        let file = rig.folder.path("backup.sqlite")
        try rig.registry.backUp(to: file)
        return file
    }

    @Test("a backup is one private file that opens as a registry")
    func backup() throws {
        let device = try rig.addDevice("cam-1")
        let file = try backUp()
        let names = try FileManager.default.contentsOfDirectory(atPath: rig.folder.path)
        #expect(names.sorted() == ["backup.sqlite", "state"])
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.createDirectory(atPath: rig.folder.path("other"), withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: file, toPath: rig.folder.path("other/" + Registry.fileName))
        let other = try Registry(folder: rig.folder.path("other"))
        #expect(try other.device(device.id) == device)
        try other.close()
    }

    @Test("a restore puts back all there was, in place, and the audit goes on from there")
    func restore() throws {
        let device = try rig.addDevice("cam-1", labels: ["a"])
        try rig.registry.keep(
            HostKey(use: .active, key: rig.newKey(), file: Secret("secret")), by: rig.admin, at: rig.now)
        let file = try backUp()
        _ = try rig.registry.revokeDevice(device.name, by: rig.admin, at: rig.now)
        try rig.addDevice("cam-2")
        try rig.registry.restore(from: file, by: rig.admin, at: rig.now)
        #expect(try rig.registry.devices() == [device])
        #expect(try rig.registry.hostKeys().count == 1)
        #expect(try rig.registry.audit().map(\.verb) == [.restored, .settingChanged, .deviceAdded])
        try rig.registry.checkIntegrity()
        try rig.addDevice("cam-2")
        try rig.reopen()
        #expect(try rig.registry.devices().count == 2)
        #expect(try rig.registry.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test("backups are consistent while changes go on")
    func whileRunning() async throws {
        let registry = rig.registry
        let (admin, now) = (rig.admin, rig.now)
        async let changes: Void = OwnThread.run {
            for number in 1...300 {
                _ = try registry.addDevice(
                    DeviceName("cam-\(number)"), key: RegistryRig.key(5000 + UInt64(number)), by: admin, at: now)
            }
        }
        var counts: [Int] = []
        while counts.last ?? 0 < 300 {
            let file = try backUp()
            let copy = try DatabaseQueue(path: file)
            let (devices, keys, lines) = try await copy.read { db in
                (
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM devices"),
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM keys"),
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM audit")
                )
            }
            try copy.close()
            #expect(devices == keys && devices == lines)
            counts.append(devices ?? 300)
        }
        try await changes
    }

    @Test("what is no backup is refused, and the registry stays as it was")
    func refused() throws {
        let device = try rig.addDevice("cam-1")
        let good = try backUp()
        let text = try rig.folder.write(String(repeating: "nonsense ", count: 1000), to: "text")
        let empty = try rig.folder.write("", to: "empty")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: good))
        let cut = try rig.folder.write(bytes.prefix(bytes.count / 2), to: "cut")
        bytes.replaceSubrange(8192..<8292, with: Data(repeating: 0x5A, count: 100))
        let damaged = try rig.folder.write(bytes, to: "damaged")
        let newer = try rig.folder.write(Data(contentsOf: URL(fileURLWithPath: good)), to: "newer")
        let queue = try DatabaseQueue(path: newer)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 9") }
        try queue.close()
        for file in [text, empty, cut, damaged, newer, rig.folder.path("none")] {
            let error = #expect(throws: RegistryError.self) {
                try rig.registry.restore(from: file, by: rig.admin, at: rig.now)
            }
            #expect(error?.summary.contains(file) == true)
            #expect(error?.summary.contains("\n") == false)
        }
        #expect(try rig.registry.devices() == [device])
        #expect(try rig.registry.audit().count == 1)
    }

    @Test("a backup that cannot be written leaves the old one and no part of a new one")
    func unwritable() throws {
        let file = rig.folder.path("none/backup")
        let error = #expect(throws: RegistryError.self) { try rig.registry.backUp(to: file) }
        #expect(error?.summary.contains("No such file or directory") == true)
    }
}
