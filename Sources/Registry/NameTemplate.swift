package import TunnelModel

/// How a token for many devices names them: `{n}` becomes the next free number, `{host}` what the device calls itself.
///
/// One of the two stands in it, once; the rest are characters of device names.
package struct NameTemplate: ValidatedText {
    /// `name template`.
    package static let kind = "name template"

    /// The template.
    package let text: String
    /// Whether it counts; else it takes the device's own name.
    package let isCounting: Bool

    private let head: String
    private let tail: String

    /// Checks a template.
    package init(_ text: String) throws(TextFault) {
        let reason = "write it as cam-{n} or site-{host}: one placeholder among a-z, 0-9 and -._"
        for (placeholder, counts) in [("{n}", true), ("{host}", false)] {
            let parts = Self.split(text, at: placeholder)
            guard parts.count == 2 else { continue }
            head = parts[0]
            tail = parts[1]
            isCounting = counts
            self.text = text
            guard (try? DeviceName(head + "0" + tail)) != nil, text.utf8.count <= DeviceName.maximumLength else {
                break
            }
            return
        }
        throw TextFault(Self.kind, text, reason)
    }

    /// The name with the placeholder replaced; throws when that is too long or no name.
    package func name(_ filling: String) throws(TextFault) -> DeviceName { try DeviceName(head + filling + tail) }

    private static func split(_ text: String, at mark: String) -> [String] {
        var parts: [String] = []
        var rest = text.utf8[...]
        var part: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: mark.utf8) {
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
                rest = rest.dropFirst(mark.utf8.count)
            } else {
                part.append(byte)
                rest = rest.dropFirst()
            }
        }
        return parts + [String(decoding: part, as: UTF8.self)]
    }
}
