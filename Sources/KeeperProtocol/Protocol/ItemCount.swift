/// The end of an answer of many items.
package struct ItemCount: Codable, Sendable, Hashable {
    /// How many items came before it.
    package var count: Int

    /// Puts the parts together.
    package init(count: Int) {
        self.count = count
    }
}
