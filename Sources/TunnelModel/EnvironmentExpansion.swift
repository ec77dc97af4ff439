/// Replaces `${NAME}` in a value, as ssh does in forward specifications and in some file names.
package enum EnvironmentExpansion {
    /// Replaces every `${NAME}` by what `lookup` answers; a lone `$` stays.
    ///
    /// What a variable holds is not expanded again. Fails on the first unset variable, `${}`, or `${` without `}`.
    package static func expand(
        _ text: String, lookup: (String) -> String?
    ) throws(EnvironmentExpansionError) -> String {
        var result: [UInt8] = []
        var rest = ArraySlice(Array(text.utf8))
        while let byte = rest.first {
            guard rest.starts(with: "${".utf8) else {
                result.append(byte)
                rest = rest.dropFirst()
                continue
            }
            let tail = rest.dropFirst(2)
            guard let close = tail.firstIndex(of: UInt8(ascii: "}")) else {
                throw .unclosed(String(decoding: tail, as: UTF8.self))
            }
            let name = String(decoding: tail[..<close], as: UTF8.self)
            guard !name.isEmpty else { throw .emptyName }
            guard let value = lookup(name) else { throw .unset(name) }
            result.append(contentsOf: value.utf8)
            rest = tail[(close + 1)...]
        }
        return String(decoding: result, as: UTF8.self)
    }
}
