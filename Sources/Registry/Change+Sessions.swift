import GRDB
import TunnelModel

extension Change {
    /// Notes the end of a session that has none yet.
    func endSession(_ id: SessionID, why: PlainText) throws {
        let open = try db.cachedStatement(
            sql: "SELECT device_id, operator_id FROM sessions WHERE id = ? AND ended IS NULL")
        guard let row = try Row.fetchOne(open, arguments: [id.value]) else { return }
        try run("UPDATE sessions SET ended = ?, why = ? WHERE id = ?", [time.secondsSince1970, why.text, id.value])
        if let device = row[0] as Int64? {
            // A newer session, when there is one, tells more about the device than the end of this one.
            try run(
                """
                UPDATE devices SET last_seen = max(coalesce(last_seen, 0), ?1), ended = ?2 WHERE id = ?3
                AND NOT EXISTS (SELECT 1 FROM sessions WHERE device_id = ?3 AND ended IS NULL)
                """, [time.secondsSince1970, why.text, device])
            onlyNotes()
        } else if let person = row[1] as Int64? {
            try run("UPDATE operators SET last_seen = ? WHERE id = ?", [time.secondsSince1970, person])
            let name = try `operator`(OperatorID(person)).name
            try audit(.sessionEnded, operator: name, why.text)
        }
    }
}
