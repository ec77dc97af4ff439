import TunnelModel

/// A setting that cannot be taken, in ssh's words where ssh has some (OpenSSH readconf.c).
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the value came from.
    package var origin: Origin
    /// The lines for standard error, without the program's name; several when a file has several faults.
    package var lines: [String]
    /// What to use instead, if there is something.
    package var advice: String?

    /// Makes an error whose line is `text` as it stands.
    package init(origin: Origin, line text: String, advice: String? = nil) {
        self.origin = origin
        self.lines = [Self.visible(text)]
        self.advice = advice
    }

    /// Control characters as `\ooo`, as in ssh's own messages: what a file says must not steer a terminal.
    private static func visible(_ text: String) -> String {
        guard text.utf8.contains(where: isControl) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            guard scalar.isASCII, isControl(UInt8(scalar.value)) else { return result.unicodeScalars.append(scalar) }
            let octal = String(scalar.value, radix: 8)
            result += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != UInt8(ascii: "\t")) || byte == 0x7F
    }

    /// The lines in one text.
    package var description: String { lines.joined(separator: "\n") }

    /// Makes an error whose line starts with the place, as in `command-line line 0: Bad port 'x'.`
    package init(_ origin: Origin, _ text: String, advice: String? = nil) {
        self.init(origin: origin, line: "\(origin.place): \(text)", advice: advice)
    }
}

extension SettingsError: Diagnosable {
    /// Same as ``description``.
    package var summary: String { description }
    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}
