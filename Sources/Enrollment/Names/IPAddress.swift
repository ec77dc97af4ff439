/// The bytes of an IP address in text, as inet_pton(3) reads it: 4 for `10.0.0.1`, 16 for `2001:db8::1`.
enum IPAddress {
    /// The bytes; nil if it is no address.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        text.utf8.contains(UInt8(ascii: ":")) ? six(text) : four(text)
    }

    private static func four(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            let digits = String(decoding: part, as: UTF8.self)
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
                digits == "0" || !digits.hasPrefix("0")
            else { return nil }
            return UInt8(digits)
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: some StringProtocol) -> [UInt8]? {
        var words = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        // A colon at an end is half of the `::` there, and leaves two empty words.
        if words.count > 2, words[0].isEmpty, words[1].isEmpty { words.removeFirst() }
        if words.count > 2, let last = words.last, last.isEmpty, words[words.count - 2].isEmpty { words.removeLast() }
        var head: [UInt8] = []
        var tail: [UInt8]?
        for (index, word) in words.enumerated() {
            if word.isEmpty {
                guard tail == nil else { return nil }
                tail = []
            } else {
                guard let bytes = word6(String(decoding: word, as: UTF8.self), isLast: index == words.count - 1) else {
                    return nil
                }
                if tail == nil { head += bytes } else { tail? += bytes }
            }
        }
        guard let tail else { return head.count == 16 ? head : nil }
        guard words.count > 1 || words.first?.isEmpty == true, head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func word6(_ word: String, isLast: Bool) -> [UInt8]? {
        if isLast, word.utf8.contains(UInt8(ascii: ".")) { return four(word) }
        guard (1...4).contains(word.utf8.count), word.first?.isHexDigit == true, let value = UInt16(word, radix: 16)
        else { return nil }
        return [UInt8(value >> 8), UInt8(value & 255)]
    }
}
