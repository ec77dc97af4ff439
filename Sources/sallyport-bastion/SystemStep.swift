import CPosix
import SSHDaemon
import TunnelModel

/// One thing that `init` does to the system: a file to be there, or a command to be run.
struct SystemStep {
    enum Deed {
        case file(path: String, text: String, mode: UInt32)
        case command([String])
    }

    var title: String
    var deed: Deed
    /// Whether nothing is to be done.
    var isDone: Bool

    /// A file that is to have this text.
    static func file(_ path: String, _ text: String, mode: UInt32 = 0o644) -> SystemStep {
        SystemStep(title: path, deed: .file(path: path, text: text, mode: mode), isDone: current(path) == text)
    }

    /// A command, run unless all is well.
    static func command(_ title: String, _ words: [String], isDone: Bool = false) -> SystemStep {
        SystemStep(title: title, deed: .command(words), isDone: isDone)
    }

    /// What a person would type or write.
    var text: String {
        switch deed {
        case .file(_, let text, _): text
        case .command(let words): words.map { $0.contains("*") ? "'\($0)'" : $0 }.joined(separator: " ")
        }
    }

    func perform() async throws {
        switch deed {
        case .file(let path, let text, let mode):
            let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            _ = sallyport_make_folder(String(folder), 0o755)
            let bytes = text.utf8.map { CChar(bitPattern: $0) }
            let code = sallyport_store_file(path, bytes, bytes.count, mode)
            guard code == 0 else { throw DaemonError("\(path) could not be written", advice: "run init as root") }
        case .command(let words):
            let result = try await Program(words, limit: .seconds(60)).run()
            guard result.status == 0 else {
                throw DaemonError("\(words.joined(separator: " ")): \(result.lastErrorLine)")
            }
        }
    }

    private static func current(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 256 << 10)
        var mode: UInt32 = 0
        var owner: UInt32 = 0
        let count = sallyport_read_file(path, &bytes, bytes.count, &mode, &owner)
        return count < 0 ? nil : String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
