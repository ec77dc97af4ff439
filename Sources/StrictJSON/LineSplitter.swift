/// Cuts a stream of bytes into lines, and refuses a line that grows too long before it is whole.
///
/// For either side of a socket and for standard input. It holds at most one unfinished line.
package struct LineSplitter: Sendable {
    /// Length of the longest line in bytes, without its newline.
    package let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    /// Where to look on: before it there is no newline, so that a line that comes byte by byte costs no more.
    private var looked = 0

    /// A splitter with nothing in it.
    package init(limit: Int = JSONLimits.line.bytes) {
        self.limit = limit
    }

    /// Takes bytes as they come; ``nextLine()`` gives the lines.
    ///
    /// Of one kind only: a generic one would go byte by byte where another module calls it.
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            looked -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole line without its newline; nil until there is one.
    ///
    /// - Throws: `tooLong` for a line beyond the limit, whole or not. The stream is of no use then.
    package mutating func nextLine() throws(JSONFault) -> [UInt8]? {
        guard let end = buffer[looked...].firstIndex(of: UInt8(ascii: "\n")) else {
            guard buffer.count - start <= limit else { throw tooLong }
            looked = buffer.count
            return nil
        }
        guard end - start <= limit else { throw tooLong }
        let line = Array(buffer[start..<end])
        start = end + 1
        looked = start
        return line
    }

    /// What came after the last newline. At the end of a stream it is a line that was cut, or nothing.
    package var rest: [UInt8] { Array(buffer[start...]) }

    private var tooLong: JSONFault { JSONFault(.tooLong(limit: limit), .byte(limit + 1)) }
}
