/// What a program has written so far, collected by a thread that reads its pipe; waits are woken by that reading.
package final class CapturedText: Sendable {
    private struct Content: Sendable {
        var bytes: [UInt8] = []
        var hasEnded = false
    }

    private let content = Watched(Content())

    /// Empty; fed by `collect`.
    package init() {}

    /// All text so far.
    package var text: String { String(decoding: content.value.bytes, as: UTF8.self) }

    /// All bytes so far.
    package var bytes: [UInt8] { content.value.bytes }

    /// True once all writers have closed their end.
    package var hasEnded: Bool { content.value.hasEnded }

    /// Blocks until a line contains `part`, and returns that line, even if its newline is still to come.
    ///
    /// `part` has no newline; `count` says how many lines with it must have come, the last of them is returned. The
    /// error of a vain wait shows all text so far.
    @discardableResult
    package func waitForLine(containing part: String, count: Int = 1, by deadline: Deadline = .usual) throws -> String {
        let line = try content.wait(by: deadline) { content -> String?? in
            if let line = Self.line(count, with: part, in: content.bytes) { return .some(line) }
            return content.hasEnded ? .some(nil) : nil
        }
        guard let line = line ?? nil else {
            throw RigError("no line with \"\(part)\"\(hasEnded ? " before the output ended" : ""); output:\n\(text)")
        }
        return line
    }

    /// Blocks until all writers have closed their end, and returns all text.
    package func waitForEnd(by deadline: Deadline = .usual) throws -> String {
        guard try content.wait(by: deadline, for: { $0.hasEnded ? true : nil }) != nil else {
            throw RigError("the output does not end; so far:\n\(text)")
        }
        return text
    }

    /// Reads `source` to its end on a thread of its own.
    func collect(from source: Descriptor) {
        OwnThread.start { [content] in
            while let bytes = try? source.read(upTo: 65_536, by: .never), !bytes.isEmpty {
                content.update { $0.bytes += bytes }
            }
            content.update { $0.hasEnded = true }
        }
    }

    private static func line(_ count: Int, with part: String, in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.contains(part) }
        return lines.count >= count ? String(lines[count - 1]) : nil
    }
}
