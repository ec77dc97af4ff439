import Glibc

/// Small text files, read and written without Foundation.
enum TextFile {
    /// The whole text, or nil when it cannot be read.
    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }

    /// Writes the whole text; the umask decides on the mode.
    static func write(_ text: String, to path: String) throws(BenchError) {
        guard let file = fopen(path, "we") else { throw BenchError("cannot write \(path)") }
        fputs(text, file)
        fclose(file)
    }
}
