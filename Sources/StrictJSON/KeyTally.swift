/// Which members of one object its type has asked for.
final class KeyTally {
    private var known: [Bool]

    init(count: Int) {
        known = [Bool](repeating: false, count: count)
    }

    func know(_ position: Int) { known[position] = true }

    /// The first member that nobody asked for.
    var firstUnknown: Int? { known.firstIndex(of: false) }
}
