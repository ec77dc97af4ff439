/// Whose sessions end together.
enum KeyOwner: Sendable, Hashable {
    case device(Int64)
    case `operator`(Int64)
    case token(Int64)
}
