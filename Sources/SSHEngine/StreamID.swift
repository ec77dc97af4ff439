/// Names one stream (an SSH channel) within one engine; never used twice in its life.
package struct StreamID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt32

    package init(_ value: UInt32) {
        self.value = value
    }

    /// The bare number, for log lines.
    package var description: String { String(value) }
}
