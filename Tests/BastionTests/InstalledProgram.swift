import Foundation
import Glibc
import TestSupport

/// A copy of the program where sshd runs helpers: below folders that only root can write, wherever this checkout is.
///
/// Made at the first use and removed at the end of the process; what a killed run has left goes at the next start.
enum InstalledProgram {
    private static let parent = "/usr/local/lib"
    private static let prefix = "sallyport-test-bastion."

    /// Its path.
    static let path = Result { try install() }

    private static func install() throws -> String {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            if let pid = Int32(name.dropFirst(prefix.count)), kill(pid, 0) != 0 {
                try? files.removeItem(atPath: "\(parent)/\(name)")
            }
        }
        let folder = "\(parent)/\(prefix)\(getpid())"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        chmod(folder, 0o755)
        atexit { InstalledProgram.remove() }
        let copy = folder + "/sallyport-bastion"
        try files.copyItem(atPath: try Repository.program("sallyport-bastion"), toPath: copy)
        chmod(copy, 0o755)
        return copy
    }

    private static func remove() {
        try? FileManager.default.removeItem(atPath: "\(parent)/\(prefix)\(getpid())")
    }
}
