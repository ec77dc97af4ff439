import TunnelModel

/// One armoured block of a key file: `-----BEGIN LABEL-----`, headers, base64, `-----END LABEL-----`.
///
/// Source: RFC 7468, and RFC 1421 for the headers of encrypted legacy files. Lines may end in CR LF. Text before the
/// block is skipped, as OpenSSL does; text after it is ignored. The newline after the last line may be missing,
/// because copying a key through a settings page so often loses it.
struct PEMBlock {
    /// The words after BEGIN, such as `OPENSSH PRIVATE KEY`.
    let label: String
    /// `Name: value` lines above the body, by name.
    let headers: [String: String]
    /// The decoded body.
    let body: [UInt8]

    /// Reads the first block whose label ends in `PRIVATE KEY`.
    ///
    /// - Throws: `damaged` when that block is not complete.
    /// - Returns: nil when there is none.
    static func firstPrivateKey(in text: String) throws(KeyFileError) -> PEMBlock? {
        let lines = Array(text.utf8).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        for (index, line) in lines.enumerated() {
            guard let label = label(of: line, after: "-----BEGIN "), label.hasSuffix("PRIVATE KEY") else { continue }
            return try PEMBlock(label: label, following: lines[(index + 1)...])
        }
        return nil
    }

    private init(label: String, following lines: ArraySlice<ArraySlice<UInt8>>) throws(KeyFileError) {
        self.label = label
        guard let end = lines.firstIndex(where: { $0.starts(with: "-----".utf8) }) else {
            throw .damaged("no END line")
        }
        guard PEMBlock.label(of: lines[end], after: "-----END ") == label else {
            throw .damaged("the END line does not match the BEGIN line")
        }
        var headers: [String: String] = [:]
        var base64: [UInt8] = []
        for line in lines[..<end] {
            if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                headers[PEMBlock.trimmed(line[..<colon])] = PEMBlock.trimmed(line[(colon + 1)...])
            } else {
                base64 += PEMBlock.trimmed(line).utf8
            }
        }
        guard let body = Base64.decode(String(decoding: base64, as: UTF8.self)), !body.isEmpty else {
            throw .damaged("the text between BEGIN and END is not base64")
        }
        self.headers = headers
        self.body = body
    }

    private static func label(of line: ArraySlice<UInt8>, after prefix: String) -> String? {
        guard line.starts(with: prefix.utf8) else { return nil }
        let label = trimmed(line.dropFirst(prefix.utf8.count))
        return label.hasSuffix("-----") ? String(label.dropLast(5)) : nil
    }

    /// A piece of a line without blanks at both ends.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let start = bytes.drop(while: isBlank)
        let end = (start.lastIndex { !isBlank($0) }).map { $0 + 1 } ?? start.startIndex
        return String(decoding: start[..<end], as: UTF8.self)
    }
}
