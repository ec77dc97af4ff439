/// Names one stream (an SSH channel) within one engine; never used twice in its life.
package struct StreamID: Hashable, Sendable, CustomStringConvertible {
    /// The number.
    package let value: UInt64

    /// Wraps a number.
    package init(_ value: UInt64) {
        self.value = value
    }

    /// The bare number, for log lines.
    package var description: String { String(value) }
}
