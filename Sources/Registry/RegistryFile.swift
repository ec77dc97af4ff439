import Foundation
import GRDB
import Glibc

/// The way from a folder to an open registry: made if missing, recognised, checked, migrated.
struct RegistryFile {
    let folder: String
    let path: String

    /// Opens the file, as ``Registry/init(folder:)`` says.
    func open() throws(RegistryError) -> DatabasePool {
        try makeFolder()
        try makeFile()
        do {
            try Self.recognise(path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            do {
                // GRDB opens with NORMAL, which may lose the latest transactions in a power cut.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                try Schema.migrator.migrate(pool)
                try pool.read { try Self.check($0, path: path) }
            } catch {
                try? pool.close()
                throw error
            }
            return pool
        } catch {
            throw RegistryError(error, path: path)
        }
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "registry"
        return configuration
    }

    /// Throws unless the file is empty or a registry of a schema that we know. Writes nothing.
    static func recognise(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.read { db in
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard application == Schema.applicationID || (application == 0 && version == 0 && objects == 0) else {
                throw RegistryError.foreign(path: path)
            }
            guard version <= Schema.version else {
                throw RegistryError.newer(path: path, found: version, known: Schema.version)
            }
        }
    }

    /// Throws when pages, rows or references are damaged.
    static func check(_ db: Database, path: String) throws {
        if let fault = try String.fetchOne(db, sql: "PRAGMA quick_check(1)"), fault != "ok" {
            throw RegistryError.corrupt(path: path, detail: fault.split(separator: "\n").joined(separator: " "))
        }
        if let orphan = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
            let table: String = orphan[0]
            throw RegistryError.corrupt(path: path, detail: "a row of \(table) refers to nothing")
        }
    }

    private func makeFolder() throws(RegistryError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotOpen(path: folder, reason: Self.reason(error))
        }
    }

    /// Makes an empty file first, because SQLite would make it with the mode that the umask leaves.
    private func makeFile() throws(RegistryError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            switch code {
            case EROFS, EACCES, EPERM: throw .readOnly(path: path)
            case ENOSPC, EDQUOT: throw .diskFull(path: path)
            default: throw .cannotOpen(path: path, reason: String(cString: strerror(code)))
            }
        }
        Glibc.close(descriptor)
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return cause.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
    }
}
