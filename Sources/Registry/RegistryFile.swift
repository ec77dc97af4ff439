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
        // A list of a large fleet reads everything; SQLite's own 2 MB would make it read pages again and again.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
        return configuration
    }

    /// Throws unless the file is empty or a registry of a schema that we know. Writes nothing.
    static func recognise(_ path: String) throws {
        var configuration = configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.read { try recognise($0, path: path, mayBeEmpty: true) }
    }

    /// Throws unless the database is a registry of a schema that we know.
    static func recognise(_ db: Database, path: String, mayBeEmpty: Bool) throws {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        // A crash while the first step ran leaves the migrator's own table, and nothing in it.
        let objects =
            try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name != 'grdb_migrations'") ?? 0
        let isEmpty = application == 0 && version == 0 && objects == 0
        guard application == Schema.applicationID || (mayBeEmpty && isEmpty) else {
            throw RegistryError.foreign(path: path)
        }
        guard version <= Schema.version else {
            throw RegistryError.newer(path: path, found: version, known: Schema.version)
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
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/" + part
            guard mkdir(path, 0o700) != 0 else { continue }
            let code = errno
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw Self.fault(code == EEXIST ? ENOTDIR : code, folder)
            }
        }
    }

    /// Makes an empty file first, because SQLite would make it with the mode that the umask leaves.
    private func makeFile() throws(RegistryError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.fault(errno, path) }
        Glibc.close(descriptor)
    }

    /// What an error number of the system means for a file.
    static func fault(_ code: Int32, _ path: String) -> RegistryError {
        switch code {
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        default: .cannotOpen(path: path, reason: String(cString: strerror(code)))
        }
    }
}
