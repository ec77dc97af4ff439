extension JSONRow {
    /// The line `{"v":…,"KEY":{…}}` with its newline: at most 64 KiB before it.
    package func line(key: String, version: Int) throws(JSONFault) -> [UInt8] {
        var writer = JSONRowWriter()
        writer.write("v", Int64(version))
        writer.write(key, row: self)
        let bytes = writer.finishLine()
        guard bytes.count <= JSONLimits.line.bytes + 1 else {
            throw JSONFault(.tooLong(limit: JSONLimits.line.bytes), .path(""))
        }
        return bytes
    }
}

extension JSONValue {
    /// The row in `{"v":…,"KEY":{…}}`; nil if it is anything but that, in just that version.
    package func row(_ type: any JSONRow.Type, key: String, version: Int) -> (any JSONRow)? {
        guard case .object(let object) = self else { return nil }
        var reader = JSONRowReader(object)
        guard reader.take("v") == .integer(Int64(version)), let value = reader.take(key), reader.isDone else {
            return nil
        }
        return value.row(type)
    }

    /// The row that an object is; nil if it is not.
    private func row(_ type: any JSONRow.Type) -> (any JSONRow)? {
        guard case .object(let object) = self else { return nil }
        var reader = JSONRowReader(object)
        guard let row = type.init(row: &reader), reader.isDone else { return nil }
        return row
    }
}

extension JSONRowReader {
    /// Rows within the row; nil if they are not there or one is not right.
    package mutating func rows<Row: JSONRow>(_ key: String, of type: Row.Type) -> [Row]? {
        guard case .array(let items)? = take(key) else { return nil }
        var rows: [Row] = []
        for item in items {
            guard case .object(let object) = item else { return nil }
            var reader = JSONRowReader(object)
            guard let row = Row(row: &reader), reader.isDone else { return nil }
            rows.append(row)
        }
        return rows
    }
}
