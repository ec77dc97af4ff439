import CPosix
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

    /// Our own program, as sshd is to start it.
    static func ownProgram() throws -> String {
        var path = [CChar](repeating: 0, count: 4_097)
        guard sallyport_real_path("/proc/self/exe", &path, path.count) == 0 else {
            throw TextFault("path", "/proc/self/exe", "/proc is not there, and nothing works without it")
        }
        return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
