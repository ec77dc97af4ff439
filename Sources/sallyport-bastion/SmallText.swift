import CPosix

/// Whole small files, by blocking calls.
enum SmallText {
    /// A file's text, up to 64 KiB; nil if it cannot be read.
    static func read(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 64 << 10)
        var mode: UInt32 = 0
        var owner: UInt32 = 0
        let count = sallyport_read_file(path, &bytes, bytes.count, &mode, &owner)
        return count < 0 ? nil : String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
