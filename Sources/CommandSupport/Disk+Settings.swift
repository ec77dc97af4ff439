import CPosix

/// What the settings need of the file system.
extension Disk {
    /// The paths that match a shell pattern, sorted as glob(3) sorts; empty if none does. `~` is not expanded. Blocks.
    package static func paths(matching pattern: String) -> [String] {
        var capacity = 4 << 10
        while true {
            var bytes = [CChar](repeating: 0, count: capacity)
            let count = sallyport_glob(pattern, &bytes, capacity)
            guard count > capacity else {
                let found = bytes.prefix(count).split(separator: 0)
                return found.map { String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
            }
            capacity = count
        }
    }

    /// Writes a file in the place of any that is there, at once: whoever reads sees the old one or the new one, whole.
    /// Blocks. The folder must be there and be writable.
    package static func replace(_ path: String, with text: String, mode: UInt32 = 0o644) throws(Failure) {
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        let code = sallyport_replace_file(path, bytes, bytes.count, mode)
        guard code == 0 else { throw Failure(-code) }
    }
}
