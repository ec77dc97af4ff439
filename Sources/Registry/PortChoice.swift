/// Gives the services of one device their ports on its address.
enum PortChoice {
    /// The ports that are given: what an ordinary user may bind.
    static let ports = 1024...65535
    /// Added to the target's port to make the first choice.
    static let offset = 20_000

    /// The first choice, or the next port after it that is free; nil when none is.
    static func port(forTarget target: UInt16, taken: Set<UInt16>) -> UInt16? {
        let first = Int(target) + offset - ports.lowerBound
        return (0..<min(ports.count, taken.count + 1)).lazy
            .map { UInt16(ports.lowerBound + (first + $0) % ports.count) }
            .first { !taken.contains($0) }
    }
}
