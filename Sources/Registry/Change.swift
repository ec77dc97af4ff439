import GRDB
import TunnelModel

/// One transaction that changes the registry: who, when, and the way to the audit.
final class Change {
    let db: Database
    let actor: PlainText
    let time: UTCTime
    /// Whether a line was written, or none is due.
    private(set) var isAudited = false

    init(db: Database, actor: PlainText, time: UTCTime) {
        self.db = db
        self.actor = actor
        self.time = time
    }

    /// Writes a line to the audit.
    func audit(
        _ verb: AuditVerb, device: DeviceName? = nil, operator name: OperatorName? = nil, _ detail: String = ""
    ) throws {
        try run(
            "INSERT INTO audit (time, actor, verb, device, operator, detail) VALUES (?, ?, ?, ?, ?, ?)",
            [
                time.secondsSince1970, actor.text, verb.rawValue, device?.text, name?.text,
                PlainText(cleaning: detail).text,
            ])
        isAudited = true
    }

    /// Says that only presence was noted, of which the audit does not tell.
    func onlyNotes() { isAudited = true }

    /// Runs one statement, prepared once per connection.
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
