/// An answer of one line.
package typealias Answer<Value: Codable & Sendable & Hashable> = ReplyLine<NoItem, Value>
