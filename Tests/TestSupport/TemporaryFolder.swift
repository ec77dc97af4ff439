package import Foundation

/// A folder of its own for one test, mode 0700, removed with all it holds when the last reference goes.
package final class TemporaryFolder: Sendable {
    /// Absolute path, without a slash at the end.
    package let path: String

    /// Makes the folder under the system's temporary folder.
    package init() throws {
        var template = Array((NSTemporaryDirectory() + "/sallyport-test.XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw RigError(system: "mkdtemp") }
        let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = URL(fileURLWithPath: made).standardizedFileURL.path
    }

    deinit { remove() }

    /// Removes the folder now. For an owner whose threads may outlive it, and the process, by a moment.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` in this folder.
    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file with exactly this mode and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        try write(Data(text.utf8), to: name, mode: mode)
    }

    /// Writes a file with exactly this mode and returns its path.
    @discardableResult
    package func write(_ data: Data, to name: String, mode: Int = 0o600) throws -> String {
        let file = path(name)
        guard FileManager.default.createFile(atPath: file, contents: data, attributes: [.posixPermissions: mode]) else {
            throw RigError("could not write \(file)")
        }
        return file
    }
}
