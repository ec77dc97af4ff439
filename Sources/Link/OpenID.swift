/// One open that was asked of a pool, numbered in the order in which they came.
struct OpenID: Hashable, Sendable {
    let number: UInt64
}
