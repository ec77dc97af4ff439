/// The members of one object, taken by key; quickest in the order in which they stand.
package struct JSONRowReader {
    private let object: JSONObject
    private var next = 0
    private var taken = 0

    /// A reader of an object.
    package init(_ object: JSONObject) {
        self.object = object
    }

    /// Whether every member was taken.
    package var isDone: Bool { taken == object.members.count }

    /// The value of a key, which may be taken once; nil if it is not there.
    package mutating func take(_ key: String) -> JSONValue? {
        let position = next < object.members.count && object.members[next].key == key ? next : object.position(of: key)
        guard let position else { return nil }
        next = position + 1
        taken += 1
        return object.members[position].value
    }
}
