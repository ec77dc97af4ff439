import Foundation
import TestSupport

/// A folder of one test's own, removed when the test lets go of it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tunnelmodel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Makes a key pair with ssh-keygen and gives the text of its public half, without comment.
    func makeKey(_ type: String, name: String = "key") throws -> String {
        _ = try RealProgram.run(
            "/usr/bin/ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "", "-f", path(name)])
        return try read(name + ".pub").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
