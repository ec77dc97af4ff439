/// The two questions to the system that reading a setting may need, as closures: this module asks nobody itself.
package struct Lookups: Sendable {
    /// An environment variable's value; nil if unset.
    package var environment: @Sendable (String) -> String?
    /// The port of a TCP service name such as `http`; nil if unknown.
    package var service: @Sendable (String) -> UInt16?

    /// Takes the two closures.
    package init(
        environment: @escaping @Sendable (String) -> String?, service: @escaping @Sendable (String) -> UInt16?
    ) {
        self.environment = environment
        self.service = service
    }
}
