import GRDB
import TunnelModel

/// The bastion's books: devices, operators, grants, tokens, sessions and the audit, in one SQLite file.
///
/// Only the keeper opens it. Every call blocks, a read for microseconds and a change for the time of one `fsync`, so
/// none belongs on an event loop; any thread may call, reads run beside each other and beside one change. A call that
/// throws has changed nothing. A change that returns is on the disk, together with its line in the audit.
package final class Registry: Sendable {
    /// The file's name in its folder.
    package static let fileName = "registry.sqlite"

    /// The file.
    package let path: String

    let pool: DatabasePool

    /// Opens the registry in a folder; makes the folder (0700) and the file (0600) where there are none.
    ///
    /// The file is checked whole, and brought to this version's schema. Throws what is wrong with it in one line.
    package init(folder: String) throws(RegistryError) {
        path = folder + "/" + Self.fileName
        pool = try RegistryFile(folder: folder, path: path).open()
    }

    /// Closes the file. Calls after it throw.
    package func close() throws(RegistryError) {
        do {
            // Whoever closes last may be a reader, which leaves the log behind for the next opening.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw RegistryError(error, path: path)
        }
    }

    /// Runs a read in one snapshot.
    func read<T>(_ body: (Database) throws -> T) throws(RegistryError) -> T {
        do {
            return try pool.read(body)
        } catch {
            throw RegistryError(error, path: path)
        }
    }

    /// Runs a change in one transaction. It must write a line to the audit if it writes anything.
    func change<T>(by actor: PlainText, at time: UTCTime, _ body: (Change) throws -> T) throws(RegistryError) -> T {
        try note { db in
            let change = Change(db: db, actor: actor, time: time)
            let before = db.totalChangesCount
            let result = try body(change)
            assert(change.isAudited || db.totalChangesCount == before, "a change without a line in the audit")
            return result
        }
    }

    /// Runs a transaction that is no change of what is allowed but notes what was seen; the audit does not tell of it.
    func note<T>(_ body: (Database) throws -> T) throws(RegistryError) -> T {
        do {
            return try pool.write(body)
        } catch {
            throw RegistryError(error, path: path)
        }
    }
}
