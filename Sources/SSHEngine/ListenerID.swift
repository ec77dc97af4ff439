/// Names one remote listener within one engine; never used twice in its life.
package struct ListenerID: Hashable, Sendable {
    /// The number.
    package let value: UInt64

    /// Wraps a number.
    package init(_ value: UInt64) {
        self.value = value
    }
}
