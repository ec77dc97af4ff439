import GRDB
package import TunnelModel

extension Registry {
    /// Notes that a session began. The audit tells of operators' sessions; devices' stand in this list alone.
    package func beginSession(
        of owner: Session.Owner, from: PlainText?, monitor: Int32, monitorStart: Int64, at time: UTCTime
    ) throws(RegistryError) -> SessionID {
        try change(by: PlainText(cleaning: "keeper"), at: time) { change in
            var device: DeviceID?
            var person: OperatorID?
            switch owner {
            case .device(let id):
                device = try change.device(id).id
                change.onlyNotes()
            case .operator(let id):
                let found = try change.operator(id)
                person = id
                try change.audit(.sessionBegan, operator: found.name, "from \(from?.text ?? "?")")
                try change.run(
                    "UPDATE operators SET last_seen = ?, last_from = ? WHERE id = ?",
                    [time.secondsSince1970, from?.text, id.value])
            }
            try change.run(
                """
                INSERT INTO sessions (device_id, operator_id, source, monitor_pid, monitor_start, started)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [device?.value, person?.value, from?.text, monitor, monitorStart, time.secondsSince1970])
            return SessionID(change.db.lastInsertedRowID)
        }
    }

    /// Notes that a session ended, and why. One that has ended already keeps its first reason.
    package func endSession(_ id: SessionID, why: PlainText, at time: UTCTime) throws(RegistryError) {
        try endSessions([(id, why)], at: time)
    }

    /// Notes the ends of any number of sessions in one transaction: a whole fleet may go at once.
    package func endSessions(_ ends: [(id: SessionID, why: PlainText)], at time: UTCTime) throws(RegistryError) {
        guard !ends.isEmpty else { return }
        try change(by: PlainText(cleaning: "keeper"), at: time) { change in
            for end in ends { try change.endSession(end.id, why: end.why) }
        }
    }

    /// The sessions that have not ended, oldest first: after a restart the keeper looks which of them still live.
    package func openSessions() throws(RegistryError) -> [Session] {
        try read { try Self.sessions($0, where: "s.ended IS NULL", [], limit: -1) }
    }

    /// The latest sessions of a device or operator, newest first; nil for everybody's.
    package func sessions(of owner: Session.Owner? = nil, limit: Int = 100) throws(RegistryError) -> [Session] {
        try read { db in
            switch owner {
            case .device(let id):
                try Self.sessions(db, where: "s.device_id = ?", [id.value], order: "DESC", limit: limit)
            case .operator(let id):
                try Self.sessions(db, where: "s.operator_id = ?", [id.value], order: "DESC", limit: limit)
            case nil: try Self.sessions(db, where: "1", [], order: "DESC", limit: limit)
            }
        }
    }

    /// Forgets sessions that ended before a time, so that the list does not grow for ever; gives how many.
    package func forgetSessions(endedBefore time: UTCTime) throws(RegistryError) -> Int {
        try note { db in
            try db.execute(sql: "DELETE FROM sessions WHERE ended < ?", arguments: [time.secondsSince1970])
            return db.changesCount
        }
    }

    private static func sessions(
        _ db: Database, where condition: String, _ arguments: StatementArguments, order: String = "ASC", limit: Int
    ) throws -> [Session] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT s.id, s.device_id, s.operator_id, coalesce(d.name, o.name), s.source, s.monitor_pid,
                    s.monitor_start, s.started, s.ended, s.why
                FROM sessions s LEFT JOIN devices d ON d.id = s.device_id
                LEFT JOIN operators o ON o.id = s.operator_id
                WHERE \(condition) ORDER BY s.id \(order) LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: arguments + [limit]).map { row in
            let owner: Session.Owner =
                if let device = row[1] as Int64? { .device(DeviceID(device)) } else { .operator(row.id(2)) }
            return Session(
                id: row.id(0), owner: owner, name: row[3], from: try row.valueIfPresent(4), monitor: row[5],
                monitorStart: row[6], started: row.time(7), ended: row.timeIfPresent(8),
                why: try row.valueIfPresent(9))
        }
    }
}
