/// An answer that says only that it was done: `{}`.
package struct Done: Codable, Sendable, Hashable {
    /// Done.
    package init() {}
}
