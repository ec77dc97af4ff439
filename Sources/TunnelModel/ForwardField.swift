/// One field of a forward specification, with the escapes taken out.
struct ForwardField: Equatable {
    /// The field's bytes.
    var bytes: [UInt8]
    /// Whether an unescaped `/` occurred, which makes the field a Unix socket path.
    var isPath: Bool

    /// The field as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Cuts a specification into at most four fields; nil if it is malformed or something is left over.
    ///
    /// Follows `parse_fwd_field` in OpenSSH's readconf.c in its corner cases too: a colon at the very end is
    /// dropped, and so is a lone backslash in place of a last field.
    static func split(_ spec: some Collection<UInt8>) -> [ForwardField]? {
        var rest = ArraySlice(Array(spec).drop(while: PortNumber.isBlank))
        var fields: [ForwardField] = []
        while fields.count < 4, !rest.isEmpty, rest != [UInt8(ascii: "\\")] {
            let field = rest.first == UInt8(ascii: "[") ? literal(&rest) : escaped(&rest)
            guard let field else { return nil }
            fields.append(field)
        }
        let leftOver = !rest.isEmpty && !(fields.count < 4 && rest == [UInt8(ascii: "\\")])
        return leftOver ? nil : fields
    }

    /// Reads `[…]`, which must be the whole field; nothing inside is special.
    private static func literal(_ rest: inout ArraySlice<UInt8>) -> ForwardField? {
        guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let inside = Array(rest[rest.index(after: rest.startIndex)..<close])
        let after = rest[rest.index(after: close)...]
        guard after.first.map({ $0 == UInt8(ascii: ":") }) ?? true else { return nil }
        rest = after.dropFirst()
        return ForwardField(bytes: inside, isPath: inside.contains(UInt8(ascii: "/")))
    }

    /// Reads up to the next colon; a backslash makes the next character an ordinary one.
    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> ForwardField? {
        var field = ForwardField(bytes: [], isPath: false)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: ":"):
                return field
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst() else { return nil }
                field.bytes.append(next)
            default:
                field.isPath = field.isPath || byte == UInt8(ascii: "/")
                field.bytes.append(byte)
            }
        }
        return field
    }
}
