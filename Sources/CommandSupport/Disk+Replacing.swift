import CPosix

/// Writing whole small files.
extension Disk {
    /// Writes a file in the place of any that is there, at once: whoever reads sees the old one or the new one, whole.
    /// Blocks. The folder must be there and be writable.
    package static func replace(_ path: String, with text: String, mode: UInt32 = 0o644) throws(Failure) {
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        let code = sallyport_replace_file(path, bytes, bytes.count, mode)
        guard code == 0 else { throw Failure(-code) }
    }
}
