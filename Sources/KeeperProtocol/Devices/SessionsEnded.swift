/// How many sessions were ended.
package struct SessionsEnded: Codable, Sendable, Hashable {
    /// How many.
    package var count: Int

    /// Puts the parts together.
    package init(count: Int) {
        self.count = count
    }
}
