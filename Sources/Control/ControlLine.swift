/// A line that ssh writes to standard error when it talks to a master.
package struct ControlLine: Sendable, Hashable {
    /// From which log level on it is written.
    package enum Weight: Sendable, Hashable {
        /// Always, even with -q: the answer to `-O check`.
        case answer
        /// Unless -q: what was sent.
        case notice
        /// At level error and above.
        case error
        /// At level fatal and above.
        case fatal
        /// At level verbose and above.
        case verbose
    }

    /// The line, without its end.
    package var text: String
    /// When it is written.
    package var weight: Weight

    /// Makes a line.
    package init(_ text: String, _ weight: Weight) {
        self.text = text
        self.weight = weight
    }
}
