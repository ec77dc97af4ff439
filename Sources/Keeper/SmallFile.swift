import CPosix

/// Whole small files, by blocking calls.
enum SmallFile {
    /// A file's text, up to 64 KiB; nil if it cannot be read.
    static func text(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 64 << 10)
        var mode: UInt32 = 0
        var owner: UInt32 = 0
        let count = sallyport_read_file(path, &bytes, bytes.count, &mode, &owner)
        guard count >= 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a file for good, whole or not at all.
    static func store(_ text: String, to path: String, mode: UInt32) -> Bool {
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        return sallyport_store_file(path, bytes, bytes.count, mode) == 0
    }

    /// Writes a file of our own.
    static func write(_ text: String, to path: String) -> Bool { store(text, to: path, mode: 0o600) }
}
