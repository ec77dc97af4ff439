/// Writes the members of one object.
package struct JSONRowWriter {
    private var writer = JSONWriter()
    private var isFirst = true

    /// Begins an object.
    init() {
        writer.write(byte: "{")
    }

    /// Ends the object and its line, and gives the text.
    mutating func finishLine() -> [UInt8] {
        writer.write(raw: "}\n")
        return writer.bytes
    }

    private mutating func key(_ key: String) {
        if !isFirst { writer.write(byte: ",") }
        isFirst = false
        writer.write(key)
        writer.write(byte: ":")
    }

    /// A string; nothing for nil.
    package mutating func write(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        writer.write(text)
    }

    /// An integer.
    package mutating func write(_ key: String, _ number: Int64) {
        self.key(key)
        writer.write(number)
    }

    /// A truth.
    package mutating func write(_ key: String, _ truth: Bool) {
        self.key(key)
        writer.write(raw: truth ? "true" : "false")
    }

    /// Strings.
    package mutating func write(_ key: String, _ texts: [String]) {
        self.key(key)
        writer.write(byte: "[")
        for (index, text) in texts.enumerated() {
            if index > 0 { writer.write(byte: ",") }
            writer.write(text)
        }
        writer.write(byte: "]")
    }

    /// Rows within the row.
    package mutating func write(_ key: String, rows: [some JSONRow]) {
        self.key(key)
        writer.write(byte: "[")
        for (index, row) in rows.enumerated() {
            if index > 0 { writer.write(byte: ",") }
            write(members: row)
        }
        writer.write(byte: "]")
    }

    /// A row within the row.
    mutating func write(_ key: String, row: some JSONRow) {
        self.key(key)
        write(members: row)
    }

    private mutating func write(members row: some JSONRow) {
        writer.write(byte: "{")
        isFirst = true
        row.write(to: &self)
        writer.write(byte: "}")
        isFirst = false
    }
}
