import Foundation

/// One rule about a source file: it gives the offences that it sees. Pure, so that each can be seen to fail.
struct Fence {
    let name: String
    let offences: @Sendable (SourceTree.File) -> [String]

    /// A module imports only what the plan of the house lets it know.
    static let imports = Fence(name: "imports") { file in
        guard let allowed = HousePlan.imports[file.module] else {
            return ["\(file.path): \(file.module) is not in the plan"]
        }
        return file.lines.compactMap { line in
            guard let module = importedModule(line), !allowed.contains(module) else { return nil }
            return "\(file.path): \(file.module) must not know \(module)"
        }
    }

    /// Unsafe code lives in two files.
    static let unsafe = Fence(name: "unsafe code") { file in
        guard !HousePlan.unsafeFiles.contains(file.path) else { return [] }
        return matches(file, "Unsafe|unsafe\\(|Unmanaged|OpaquePointer")
    }

    /// The engine knows no loop, no NIO channel and no promise.
    static let engineWords = Fence(name: "words of the engine") { file in
        guard file.module == "SSHEngine" else { return [] }
        return matches(file, "\\b(EventLoop\\w*|Channel\\w*|\\w*Promise\\w*)\\b")
    }

    /// What is never right in this house.
    static let habits = Fence(name: "habits") { file in
        matches(
            file,
            "@unchecked Sendable|(^|[^.\\w])Task *(\\.detached)? *\\{|try!|as!|fatalError\\("
        )
    }

    /// Time passes on event loops; a module without one has a single place for it.
    static let sleeps = Fence(name: "sleeps") { file in
        guard !HousePlan.timerFiles.contains(file.path) else { return [] }
        return matches(file, "\\b(u?sleep)\\(|Task\\.sleep")
    }

    /// Names that say nothing.
    static let names = Fence(name: "file names") { file in
        let empty = ["Utils", "Helper", "Manager", "Common", "New"]
        guard let word = empty.first(where: { file.name.contains($0) }) else { return [] }
        return ["\(file.path): \(word) says nothing"]
    }

    /// A long file says why at its top.
    static let length = Fence(name: "length") { file in
        let first = file.lines.first ?? ""
        return file.lines.count > 400 && !first.hasPrefix("// Long because")
            ? ["\(file.path): \(file.lines.count) lines"] : []
    }

    /// Every package and public symbol has a doc comment.
    static let documentation = Fence(name: "documentation") { file in
        let declaration =
            "^ *(public|package) (static |final |mutating |private\\(set\\) )*"
            + "(var|let|func|init|struct|class|enum|protocol|typealias|actor|case)\\b"
        return file.lines.indices.compactMap { index in
            guard file.lines[index].range(of: declaration, options: .regularExpression) != nil else { return nil }
            var above = index - 1
            while above >= 0, file.lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") { above -= 1 }
            let isDocumented = above >= 0 && file.lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("///")
            return isDocumented ? nil : "\(file.path):\(index + 1): no doc comment"
        }
    }

    static let all = [imports, unsafe, engineWords, habits, sleeps, names, length, documentation]

    private static func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count else { return nil }
        let qualifiers: Set<String> = ["public", "package", "internal", "private", "@testable", "@preconcurrency"]
        return words[..<index].allSatisfy { qualifiers.contains($0) } ? words[index + 1] : nil
    }

    /// Lines of code, comments left out, that match.
    private static func matches(_ file: SourceTree.File, _ pattern: String) -> [String] {
        file.lines.enumerated().compactMap { index, line in
            let code = line.trimmingCharacters(in: .whitespaces)
            guard !code.hasPrefix("//"), code.range(of: pattern, options: .regularExpression) != nil else { return nil }
            return "\(file.path):\(index + 1): \(code)"
        }
    }
}
