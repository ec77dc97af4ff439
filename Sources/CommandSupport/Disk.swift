import CPosix
import Glibc

/// Reading and appending whole small files, without Foundation.
package enum Disk {
    /// Larger files are cut here: 16 MiB. A known_hosts file of 100,000 hosts has 10 MiB.
    package static let maximumByteCount = 16 << 20

    /// A file's content and what the system says about it.
    package struct Content: Sendable {
        /// The bytes, up to the limit asked for.
        package var bytes: [UInt8]
        /// Permission bits.
        package var mode: UInt32
        /// The user id that it belongs to.
        package var owner: UInt32
        /// Whether it belongs to the user who runs the program.
        package var isOwn: Bool { owner == geteuid() }
    }

    /// The system's number and words for a file that cannot be used.
    package struct Failure: Error, Sendable, Equatable {
        /// The errno value.
        package var code: Int32
        /// The C library's sentence for it.
        package var words: String
        /// There is no such file.
        package var isMissing: Bool { code == ENOENT }

        init(_ code: CInt) {
            self.code = code
            words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        }
    }

    /// Reads a file, up to `limit` bytes of it. Blocks.
    package static func read(_ path: String, limit: Int = maximumByteCount) throws(Failure) -> Content {
        var capacity = min(limit, 4 << 10)
        while true {
            var bytes = [CChar](repeating: 0, count: capacity)
            var mode: UInt32 = 0
            var owner: UInt32 = 0
            let count = sallyport_read_file(path, &bytes, capacity, &mode, &owner)
            guard count >= 0 else { throw Failure(CInt(-count)) }
            if count == capacity, capacity < limit {
                capacity = min(limit, capacity * 8)
                continue
            }
            let content = bytes.prefix(count).map { UInt8(bitPattern: $0) }
            return Content(bytes: content, mode: mode, owner: owner)
        }
    }

    /// Appends a line in one write; makes the file (0600) and its folder (0700) if need be. Blocks.
    package static func append(line: String, to path: String) throws(Failure) {
        let bytes = (line + "\n").utf8.map { CChar(bitPattern: $0) }
        let code = sallyport_append_file(path, bytes, bytes.count)
        guard code == 0 else { throw Failure(-code) }
    }

    /// Why a file cannot be read, in the system's words; nil if it can.
    package static func fault(_ path: String) -> String? {
        let code = sallyport_is_readable(path)
        return code == 0 ? nil : Failure(-code).words
    }
}
