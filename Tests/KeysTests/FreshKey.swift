import Foundation

/// A key that ssh-keygen makes anew, for kinds that the repository's folder does not hold.
enum FreshKey {
    /// The text of a plain RSA key file in OpenSSH's format.
    static func rsa(bits: Int) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(component: "sallyport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(component: "key")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        process.arguments = ["-q", "-t", "rsa", "-b", String(bits), "-N", "", "-f", file.path]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: file, encoding: .utf8)
    }
}
