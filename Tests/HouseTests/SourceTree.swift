import Foundation
import TestSupport

/// The package's own Swift sources, as text.
struct SourceTree {
    /// One source file.
    struct File {
        /// The module, which is the first folder under Sources.
        var module: String
        /// The path from the repository's root.
        var path: String
        var lines: [String]

        var name: String { (path as NSString).lastPathComponent }
    }

    let files: [File]

    init() throws {
        let root = Repository.path("Sources")
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        files = try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let text = try String(contentsOfFile: root + "/" + name, encoding: .utf8)
            let module = String(name.prefix { $0 != "/" })
            return File(module: module, path: "Sources/" + name, lines: text.components(separatedBy: "\n"))
        }
    }
}
