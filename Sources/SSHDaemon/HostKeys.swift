import CPosix
import TunnelModel

/// The bastion's two ed25519 host keys: one in use, one spare that everybody pins beforehand.
///
/// In the folder: `ed25519-1`, `ed25519-2` and so on with their `.pub`, and a link `current` to the one in use. The spare
/// is the next number. Every step leaves the folder usable: a key gets its name only when it is whole.
package struct HostKeys: Sendable, Hashable {
    /// The key that sshd uses.
    package private(set) var current: HostKey
    /// The one that comes after it.
    package private(set) var spare: HostKey
    /// An absolute path, mode 0700.
    package let folder: String

    /// Takes the keys of a folder, and makes the folder and what is missing. Runs ssh-keygen up to twice.
    /// - Throws: `DaemonError` if a key cannot be made, or the one in use is not there any more.
    package static func ensure(in folder: String) async throws -> HostKeys {
        try SystemFiles.makeFolder(folder, mode: 0o700)
        let number = try currentNumber(in: folder)
        if number == nil {
            if key(1, in: folder) == nil { try await make(1, in: folder) }
            try point(to: 1, in: folder)
        }
        let used = number ?? 1
        _ = try present(used, in: folder)
        if key(used + 1, in: folder) == nil { try await make(used + 1, in: folder) }
        return try load(from: folder)
    }

    /// Takes the keys of a folder; makes nothing. Blocks for a few small files.
    package static func load(from folder: String) throws(DaemonError) -> HostKeys {
        guard let number = try currentNumber(in: folder) else {
            throw DaemonError(
                "\(folder) holds no host key", advice: "start `sallyport-bastion serve`, or restore a backup")
        }
        let current = try present(number, in: folder)
        guard let spare = key(number + 1, in: folder) else {
            throw DaemonError("\(folder) holds no spare host key", advice: "start `sallyport-bastion serve`")
        }
        return HostKeys(current: current, spare: spare, folder: folder)
    }

    /// Puts the spare to use and makes a new spare; the old key stays in the folder. sshd has to be told: new
    /// configuration, then HUP.
    /// - Throws: `DaemonError` if the spare's private half is kept elsewhere, or a key cannot be made: nothing is changed
    ///   then.
    package mutating func rotate() async throws {
        guard spare.hasPrivateHalf else {
            throw DaemonError(
                "the spare host key is not here", advice: "bring its private half back to \(spare.path), mode 0600")
        }
        let next = spare.number + 1
        if Self.key(next, in: folder) == nil { try await Self.make(next, in: folder) }
        try Self.point(to: spare.number, in: folder)
        self = try Self.load(from: folder)
    }

    private static func path(_ number: Int, in folder: String) -> String { "\(folder)/ed25519-\(number)" }

    /// The number that `current` points to; nil if there is no such link.
    private static func currentNumber(in folder: String) throws(DaemonError) -> Int? {
        guard FileFacts(at: folder + "/current", follows: false) != nil else { return nil }
        guard let name = SystemFiles.linkTarget(folder + "/current"), name.hasPrefix("ed25519-"),
            let number = Int(name.dropFirst("ed25519-".count))
        else {
            throw DaemonError("\(folder)/current points to no host key", advice: "restore the folder from a backup")
        }
        return number
    }

    private static func key(_ number: Int, in folder: String) -> HostKey? {
        let path = path(number, in: folder)
        guard let text = SystemFiles.text(path + ".pub", limit: 4_096), let key = PublicKey(text: text) else {
            return nil
        }
        return HostKey(
            number: number, path: path, publicKey: key, hasPrivateHalf: FileFacts(at: path)?.kind == .file)
    }

    /// The key in use: never made anew, since everybody has pinned it.
    private static func present(_ number: Int, in folder: String) throws(DaemonError) -> HostKey {
        guard let key = key(number, in: folder), key.hasPrivateHalf else {
            throw DaemonError(
                "the host key \(path(number, in: folder)) is gone", advice: "restore it and its .pub from a backup")
        }
        return key
    }

    private static func point(to number: Int, in folder: String) throws(DaemonError) {
        let code = sallyport_store_link("ed25519-\(number)", folder + "/current")
        guard code == 0 else { throw DaemonError("could not write \(folder)/current", code: code) }
    }

    /// Makes a key under another name; the public half gets its name last and so says that both are whole.
    private static func make(_ number: Int, in folder: String) async throws {
        let draft = folder + "/draft"
        for name in [draft, draft + ".pub"] { _ = sallyport_remove_file(name) }
        let keygen = Program(["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", draft])
        let result = try await keygen.run()
        guard result.status == 0, let secret = SystemFiles.text(draft), let line = SystemFiles.text(draft + ".pub")
        else {
            throw DaemonError(
                "ssh-keygen made no host key: \(result.lastErrorLine)", advice: "see that \(folder) can be written")
        }
        try SystemFiles.store(secret, at: path(number, in: folder), mode: 0o600)
        try SystemFiles.store(line, at: path(number, in: folder) + ".pub", mode: 0o644)
        for name in [draft, draft + ".pub"] { _ = sallyport_remove_file(name) }
    }
}
