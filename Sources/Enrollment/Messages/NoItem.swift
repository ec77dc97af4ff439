/// The item of an answer that has none.
package enum NoItem: Codable, Sendable, Hashable {
    /// Refuses whatever is there.
    package init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "this answer has no items"))
    }

    /// Never called.
    package func encode(to encoder: any Encoder) throws {}
}
