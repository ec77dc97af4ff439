import Glibc
import TunnelModel

/// Paths for a keeper that runs in another folder.
enum Paths {
    static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { throw TextFault("path", path, "begin it with /") }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
