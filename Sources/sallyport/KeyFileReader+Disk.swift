import CommandSupport
import Link
import TunnelModel

extension KeyFileReader {
    /// Reads key files from the disk; 64 KiB is more than any key has.
    static let disk = KeyFileReader { path in
        do throws(Disk.Failure) {
            let content = try Disk.read(path, limit: 65 << 10)
            let text = Secret(String(decoding: content.bytes, as: UTF8.self))
            return .text(text, mode: content.mode, isOwn: content.isOwn)
        } catch {
            return .failed(words: error.words, isMissing: error.isMissing)
        }
    }
}
