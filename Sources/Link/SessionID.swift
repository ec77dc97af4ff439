/// One session of a pool, numbered in the order in which they came.
struct SessionID: Hashable, Sendable {
    let number: Int
}
