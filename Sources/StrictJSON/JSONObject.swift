/// A JSON object: its members in the order in which they were read, each key once.
package struct JSONObject: Sendable, Hashable {
    /// A key and its value.
    package struct Member: Sendable, Hashable {
        /// The key.
        package let key: String
        /// The value.
        package let value: JSONValue
    }

    /// The members in their order.
    package private(set) var members: [Member] = []

    /// Where each key is, kept only when a search through the members would be slow.
    private var positions: [String: Int] = [:]
    private static let searchable = 16

    /// An empty object.
    package init() {}

    /// The value of a key; nil if it is not there.
    package subscript(key: String) -> JSONValue? {
        position(of: key).map { members[$0].value }
    }

    /// Adds a member; false, and nothing changes, if the key is there already.
    package mutating func add(_ key: String, _ value: JSONValue) -> Bool {
        guard position(of: key) == nil else { return false }
        if members.isEmpty { members.reserveCapacity(8) }
        members.append(Member(key: key, value: value))
        if members.count == Self.searchable + 1 {
            for (index, member) in members.enumerated() { positions[member.key] = index }
        } else if members.count > Self.searchable {
            positions[key] = members.count - 1
        }
        return true
    }

    /// The index of a key in `members`.
    func position(of key: String) -> Int? {
        members.count > Self.searchable ? positions[key] : members.firstIndex { $0.key == key }
    }
}
