/// The receive window of a stream that we open, our own keyword SallyportWindow.
package enum WindowSize {
    /// What can be asked for, in bytes: 32 KiB to 64 MiB.
    package static let bounds = 32 * 1024...64 * 1024 * 1024
    /// The default: 8 MiB, four times ssh's, for links with long round trips.
    package static let standard = 8 * 1024 * 1024

    /// Bytes of `65536`, `512K`, `8M`; nil for anything else or out of bounds.
    package static func parse(_ text: String) -> Int? {
        let unit =
            switch text.utf8.last.map({ $0 | 0x20 }) {
            case UInt8(ascii: "k"): 1024
            case UInt8(ascii: "m"): 1024 * 1024
            default: 1
            }
        let digits = unit == 1 ? text[...] : text.dropLast()
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let count = Int(digits), count <= bounds.upperBound, bounds.contains(count * unit)
        else { return nil }
        return count * unit
    }
}
