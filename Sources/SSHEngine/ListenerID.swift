/// Names one remote listener within one engine; never used twice in its life.
package struct ListenerID: Hashable, Sendable {
    package let value: UInt32

    package init(_ value: UInt32) {
        self.value = value
    }
}
