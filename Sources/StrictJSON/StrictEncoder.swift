/// Encodes values as JSON without blanks, keys in the order in which they are encoded.
///
/// What its decoder would refuse it does not write: fractions, integers beyond 64 signed bits, anything too deep or too
/// long. A type may not go back to a container after it has written beside it.
package struct StrictEncoder: Sendable {
    /// What a text may be at most.
    package var limits: JSONLimits

    /// An encoder with limits.
    package init(limits: JSONLimits = .line) {
        self.limits = limits
    }

    /// The text of a value, in UTF-8.
    package func encode(_ value: some Encodable) throws(JSONFault) -> [UInt8] {
        try encode(value, version: nil)
    }

    /// As above, with `"v": version` as the first member of the outermost object.
    func encode(_ value: some Encodable, version: Int?) throws(JSONFault) -> [UInt8] {
        let sink = EncodingSink(version: version, depthLimit: limits.depth)
        try JSONFault.only { try sink.write(encodable: value) }
        guard sink.count <= limits.bytes else { throw JSONFault(.tooLong(limit: limits.bytes), .path("")) }
        return sink.writer.bytes
    }
}
