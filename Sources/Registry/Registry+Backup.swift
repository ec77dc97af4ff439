import Foundation
import GRDB
import Glibc
package import TunnelModel

extension Registry {
    /// Writes a copy of the whole registry, as it stands at one moment, to a file with mode 0600.
    ///
    /// Logins and changes go on meanwhile. The copy is made beside the file, checked, flushed to the disk and then given
    /// its name, so that there is never half a backup under that name; a backup that was there before is replaced.
    package func backUp(to file: String) throws(RegistryError) {
        let part = file + ".part"
        unlink(part)
        defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(part + suffix) } }
        try Self.make(part)
        do {
            let copy = try DatabaseQueue(path: part, configuration: RegistryFile.configuration)
            defer { try? copy.close() }
            try pool.backup(to: copy)
            // As one file: a backup is carried about without its log.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.read { try RegistryFile.check($0, path: part) }
        } catch {
            throw RegistryError(error, path: file)
        }
        try Self.flush(part)
        guard rename(part, file) == 0 else { throw Self.system(file) }
        try Self.flush((file as NSString).deletingLastPathComponent)
    }

    /// Puts a backup in the place of all that is in the registry; older backups are brought to this schema.
    ///
    /// The backup is checked first; when anything is wrong with it nothing is changed. Logins see the old or the new.
    package func restore(from file: String, by actor: PlainText, at time: UTCTime) throws(RegistryError) {
        guard access(file, R_OK) == 0 else { throw Self.system(file) }
        do {
            var configuration = RegistryFile.configuration
            configuration.readonly = true
            let source = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? source.close() }
            // A copy in memory is brought to today's schema, so that one step puts the finished registry in place.
            let copy = try DatabaseQueue(configuration: RegistryFile.configuration)
            try source.backup(to: copy)
            try copy.read { try RegistryFile.recognise($0, path: file, mayBeEmpty: false) }
            try copy.read { try RegistryFile.check($0, path: file) }
            try Schema.migrator.migrate(copy)
            try copy.write { db in
                let change = Change(db: db, actor: actor, time: time)
                try change.audit(.restored, "from \(file)")
            }
            do {
                try copy.backup(to: pool)
            } catch {
                throw RegistryError(error, path: path)
            }
        } catch {
            throw RegistryError(error, path: file)
        }
    }

    /// Checks every page, index and reference, more thoroughly than opening does. Throws at the first fault.
    package func checkIntegrity() throws(RegistryError) {
        try read { db in
            if let fault = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)"), fault != "ok" {
                throw RegistryError.corrupt(path: path, detail: PlainText(cleaning: fault).text)
            }
            try RegistryFile.check(db, path: path)
        }
    }

    private static func make(_ path: String) throws(RegistryError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw system(path) }
        Glibc.close(descriptor)
    }

    private static func flush(_ path: String) throws(RegistryError) {
        let descriptor = Glibc.open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw system(path) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw system(path) }
    }

    private static func system(_ path: String) -> RegistryError { RegistryFile.fault(errno, path) }
}
