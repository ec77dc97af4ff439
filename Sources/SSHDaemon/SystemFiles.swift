import CPosix
import Glibc

/// Small files and folders, without Foundation. Every call blocks for a few system calls.
enum SystemFiles {
    /// The text of a file, `limit` bytes of it at most (16 MiB); nil if it cannot be read.
    static func text(_ path: String, limit: Int = 16 << 20) -> String? {
        var capacity = min(limit, 16 << 10)
        while true {
            var bytes = [CChar](repeating: 0, count: capacity)
            var mode: UInt32 = 0
            var owner: UInt32 = 0
            let count = sallyport_read_file(path, &bytes, capacity, &mode, &owner)
            guard count >= 0 else { return nil }
            if count == capacity, capacity < limit {
                capacity = min(limit, capacity * 8)
                continue
            }
            return String(decoding: bytes.prefix(count).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The listeners' lines of /proc/net/tcp or tcp6 with the heading; empty if it cannot be read.
    static func listeners(_ path: String) -> String {
        var capacity = 256 << 10
        while true {
            var bytes = [CChar](repeating: 0, count: capacity)
            let count = sallyport_read_listeners(path, &bytes, capacity)
            if count == -Int(ERANGE), capacity < 256 << 20 {
                capacity *= 4
                continue
            }
            return String(decoding: bytes.prefix(max(0, count)).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The names in a folder, in no order; nil if it cannot be listed.
    static func names(in folder: String) -> [String]? {
        var capacity = 64 << 10
        while true {
            var bytes = [CChar](repeating: 0, count: capacity)
            let count = sallyport_list_folder(folder, &bytes, capacity)
            if count == -Int(ERANGE), capacity < 64 << 20 {
                capacity *= 4
                continue
            }
            guard count >= 0 else { return nil }
            let text = String(decoding: bytes.prefix(count).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return text.split(separator: "\n").map(String.init)
        }
    }

    /// Puts a file with this mode in the place of any that is there, at once and for good: temporary file, fsync,
    /// rename, fsync of the folder.
    static func store(_ text: String, at path: String, mode: UInt32) throws(DaemonError) {
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        let code = sallyport_store_file(path, bytes, bytes.count, mode)
        guard code == 0 else {
            throw DaemonError("could not write \(path)", code: code, advice: "free the disk or mend its folder's mode")
        }
    }

    /// Makes a folder with exactly this mode; one that is there stays as it is.
    static func makeFolder(_ path: String, mode: UInt32) throws(DaemonError) {
        let code = sallyport_make_folder(path, mode)
        guard code == 0 else { throw DaemonError("could not make the folder \(path)", code: code) }
    }

    /// The path without links, `.` and `..`; nil if it leads nowhere.
    static func realPath(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4_097)
        return sallyport_real_path(path, &bytes, bytes.count) == 0 ? text(bytes) : nil
    }

    /// What a symbolic link says, whether or not it leads anywhere; nil if it is none.
    static func linkTarget(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4_097)
        return sallyport_read_link(path, &bytes, bytes.count) == 0 ? text(bytes) : nil
    }

    private static func text(_ bytes: [CChar]) -> String {
        String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
