/// A value that must not reach a log: it prints as a fixed mask, whatever it holds.
///
/// It is neither Codable nor Equatable on purpose. Call ``reveal()`` only where the value is used.
public struct Secret<Value>: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: Value

    /// Wraps a value.
    public init(_ value: Value) {
        self.value = value
    }

    /// The value itself. The word is easy to search for.
    public func reveal() -> Value { value }

    /// The mask, of the same length for every value.
    public var description: String { "<secret>" }

    /// The mask.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows the mask too.
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension Secret: Sendable where Value: Sendable {}
