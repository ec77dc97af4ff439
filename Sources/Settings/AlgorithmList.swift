/// A list of algorithm names as Ciphers, MACs, KexAlgorithms and HostKeyAlgorithms take it (ssh_config(5)).
package struct AlgorithmList: Sendable, Hashable {
    /// What the first character does to the default list.
    package enum Operation: Sendable, Hashable {
        /// None: the list stands alone.
        case replace
        /// `+`: append.
        case append
        /// `-`: remove what matches these patterns.
        case remove
        /// `^`: put first.
        case prefer
    }

    /// What happens to the default list.
    package var operation: Operation
    /// Names, or patterns for `remove`; never empty.
    package var names: [String]

    /// Reads a list; nil if it is empty or a name is not in `known`. After `-` anything goes, as in ssh.
    package init?(_ text: String, known: Set<String>) {
        let operations: [Character: Operation] = ["+": .append, "-": .remove, "^": .prefer]
        operation = text.first.flatMap { operations[$0] } ?? .replace
        names = text.dropFirst(operation == .replace ? 0 : 1).split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        guard operation == .remove || names.allSatisfy(known.contains) else { return nil }
    }

    /// Reads the argument of `-c`.
    package static func ciphers(_ text: String) -> AlgorithmList? { AlgorithmList(text, known: ciphers) }

    /// Reads the argument of `-m`.
    package static func macs(_ text: String) -> AlgorithmList? { AlgorithmList(text, known: macs) }
}
