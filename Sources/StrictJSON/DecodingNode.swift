/// Codable's view of one value that was read, and where it stands.
final class DecodingNode: Decoder {
    /// One step of the way from the parent.
    enum Step {
        case key(String)
        case index(Int)
    }

    let value: JSONValue
    // Nobody of ours asks for it; faults spell the way out.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private let parent: DecodingNode?
    private let step: Step?
    private let ignoresUnknownKeys: Bool
    /// Which members of an object its type has asked for: a bit each, the 65th and all after it in a list.
    private var known: UInt64 = 0
    private var knownBeyond: Set<Int> = []
    private var isObject = false
    /// What was opened in place, without a type of its own that would be asked at its end.
    private var opened: [DecodingNode] = []
    /// Whether the type has looked at the value at all. One without properties does not.
    private var isSeen = false

    init(_ value: JSONValue, ignoresUnknownKeys: Bool) {
        self.value = value
        self.ignoresUnknownKeys = ignoresUnknownKeys
        parent = nil
        step = nil
    }

    private init(_ value: JSONValue, parent: DecodingNode, step: Step) {
        self.value = value
        self.parent = parent
        self.step = step
        ignoresUnknownKeys = parent.ignoresUnknownKeys
    }

    func child(_ value: JSONValue, _ step: Step) -> DecodingNode {
        DecodingNode(value, parent: self, step: step)
    }

    /// A fault at this value.
    func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason, .path(path)) }

    private var path: String {
        let way = parent?.path ?? ""
        switch step {
        case .key(let key): return (way.isEmpty ? "" : way + ".") + JSONFault.printable(key)
        case .index(let index): return "\(way)[\(index)]"
        case nil: return way
        }
    }

    /// Decodes a whole value: every key of an object must have been asked for at the end.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let result: T
        do {
            result = try T(from: self)
        } catch let fault as JSONFault {
            throw fault
        } catch let DecodingError.dataCorrupted(context) {
            // The path of a container starts at this value.
            let place = context.codingPath.reduce(self) { node, key in
                node.child(.null, key.intValue.map { .index($0) } ?? .key(key.stringValue))
            }
            throw place.fault(.invalid(context.debugDescription))
        } catch {
            // A type's own parse error.
            throw fault(.invalid(String(describing: error)))
        }
        try refuseUnknownKeys()
        return result
    }

    private func refuseUnknownKeys() throws(JSONFault) {
        if !isSeen {
            guard case .object = value else { throw wrongKind("an object") }
            isObject = true
        }
        for node in opened { try node.refuseUnknownKeys() }
        guard isObject, !ignoresUnknownKeys, case .object(let object) = value,
            let position = object.members.indices.first(where: { !isKnown($0) })
        else { return }
        throw child(.null, .key(object.members[position].key)).fault(.unknownKey)
    }

    /// A container in place within this value: its keys are looked at when this value is done.
    func open(_ node: DecodingNode) -> DecodingNode {
        opened.append(node)
        return node
    }

    /// Says that a key is known, without decoding it.
    func know(_ key: String) {
        guard case .object(let object) = value, let position = object.position(of: key) else { return }
        know(position)
    }

    func know(_ position: Int) {
        if position < 64 { known |= 1 << UInt64(position) } else { knownBeyond.insert(position) }
    }

    private func isKnown(_ position: Int) -> Bool {
        position < 64 ? known & 1 << UInt64(position) != 0 : knownBeyond.contains(position)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        isSeen = true
        guard case .object(let object) = value else { throw wrongKind("an object") }
        isObject = true
        return KeyedDecodingContainer(KeyedReader<Key>(node: self, object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        isSeen = true
        guard case .array(let items) = value else { throw wrongKind("an array") }
        return UnkeyedReader(node: self, items: items)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        isSeen = true
        return SingleValueReader(node: self)
    }

    // The kinds of single values.

    func bool() throws(JSONFault) -> Bool {
        guard case .bool(let truth) = value else { throw wrongKind("true or false") }
        return truth
    }

    func string() throws(JSONFault) -> String {
        guard case .string(let text) = value else { throw wrongKind("a string") }
        return text
    }

    func integer<T: FixedWidthInteger>() throws(JSONFault) -> T {
        guard case .integer(let number) = value else { throw wrongKind("an integer") }
        guard let result = T(exactly: number) else { throw fault(.outOfRange) }
        return result
    }

    private func wrongKind(_ expected: String) -> JSONFault {
        fault(.wrongKind(expected: expected, found: value.kind))
    }
}
