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
            .map { String(decoding: $0, as: UTF8.self) }
        // Only one `::` may stand for zeros. It shows as one empty word, and one more where it is at an end.
        if words.count > 2, words[0].isEmpty {
            guard words[1].isEmpty else { return nil }
            words.removeFirst()
        }
        let gaps = words.indices.filter { words[$0].isEmpty }
        if gaps.count == 2, gaps[1] == words.count - 1, gaps[0] == gaps[1] - 1 { words.removeLast() }
        guard let gap = words.firstIndex(of: "") else {
            let bytes = bytes(of: words[...], isEnd: true)
            return bytes?.count == 16 ? bytes : nil
        }
        guard let head = bytes(of: words[..<gap], isEnd: false), let tail = bytes(of: words[(gap + 1)...], isEnd: true),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func bytes(of words: ArraySlice<String>, isEnd: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        for (index, word) in zip(words.indices, words) {
            guard let part = word6(word, isLast: isEnd && index == words.endIndex - 1) else { return nil }
            bytes += part
        }
        return bytes
    }

    private static func word6(_ word: String, isLast: Bool) -> [UInt8]? {
        if isLast, word.utf8.contains(UInt8(ascii: ".")) { return four(word) }
        guard (1...4).contains(word.utf8.count), word.first?.isHexDigit == true, let value = UInt16(word, radix: 16)
        else { return nil }
        return [UInt8(value >> 8), UInt8(value & 255)]
    }
}
