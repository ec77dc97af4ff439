import Foundation

/// The key pairs under `keys/`, copied to where ssh accepts them: ssh refuses a private key that others may read.
package struct ThrowawayKeys: Sendable {
    private let folder: TemporaryFolder

    /// Copies go into `folder`, which this value keeps alive.
    package init(in folder: TemporaryFolder) {
        self.folder = folder
    }

    /// Copies the private key `name` with mode 0600, and its `.pub` beside it; returns the private key's path.
    package func copy(_ name: String) throws -> String {
        let file = folder.path(name)
        if FileManager.default.fileExists(atPath: file) { return file }
        for ending in ["", ".pub"] {
            let source = Repository.path("keys/\(name)\(ending)")
            guard let data = FileManager.default.contents(atPath: source) else {
                throw RigError("the throw-away key \(source) is missing: run `make keys`")
            }
            try folder.write(data, to: name + ending)
        }
        return file
    }

    /// The line of `keys/NAME.pub`, as it goes into authorized_keys or, after a host, into known_hosts.
    package static func publicLine(_ name: String) throws -> String {
        let file = Repository.path("keys/\(name).pub")
        guard let data = FileManager.default.contents(atPath: file) else {
            throw RigError("the throw-away key \(file) is missing: run `make keys`")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
