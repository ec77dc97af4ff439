import GRDB
package import TunnelModel

extension Registry {
    /// The newest lines of the audit that a filter takes, newest first.
    package func audit(_ filter: AuditFilter = AuditFilter()) throws(RegistryError) -> [AuditLine] {
        var conditions = ["1"]
        var arguments = StatementArguments()
        func require(_ sql: String, _ value: (some DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(sql)
            arguments += [value]
        }
        require("device = ?", filter.device?.text)
        require("operator = ?", filter.operator?.text)
        require("time >= ?", filter.since?.secondsSince1970)
        require("time < ?", filter.until?.secondsSince1970)
        require("id < ?", filter.before)
        if !filter.verbs.isEmpty {
            conditions.append("verb IN (\(repeatElement("?", count: filter.verbs.count).joined(separator: ", ")))")
            arguments += StatementArguments(filter.verbs.map(\.rawValue))
        }
        let sql = """
            SELECT id, time, actor, verb, device, operator, detail FROM audit
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?
            """
        arguments += [filter.limit]
        let values = arguments
        return try read { db in
            try Row.fetchAll(db, sql: sql, arguments: values).map { row in
                AuditLine(
                    id: row[0], time: row.time(1), actor: try row.value(2), verb: try row.choice(3),
                    device: try row.valueIfPresent(4), operator: try row.valueIfPresent(5),
                    detail: try row.value(6))
            }
        }
    }

    /// Writes a line of the keeper's own, such as a session kicked or a stream that `open` relayed.
    package func note(
        _ words: String, device: DeviceName? = nil, operator name: OperatorName? = nil, by actor: PlainText,
        at time: UTCTime
    ) throws(RegistryError) {
        try change(by: actor, at: time) { try $0.audit(.noted, device: device, operator: name, words) }
    }
}
