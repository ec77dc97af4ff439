import GRDB
import TunnelModel

/// Evaluates an operator's grants into permits, with work that is bounded whatever the size of the fleet.
///
/// A grant over many devices is looked at from its smaller side: the devices that it means, which the tables
/// `pattern_devices` and `labels` hold ready, or the services that it names. Only where both sides are longer than
/// ``budget`` does it look at the first part alone, and then says that there may be more.
struct PermitCollector {
    /// Most rows that one grant may make us look at: 4 × the permits that a line holds.
    static let budget = 16_384

    private let db: Database
    private var found: Set<Permit> = []
    private var until: UTCTime?
    private var isComplete = true

    private init(_ db: Database) { self.db = db }

    /// The permits that grants give together.
    static func permits(_ db: Database, of grants: [Grant]) throws -> Permits {
        var collector = PermitCollector(db)
        for grant in grants where try !collector.add(grant) { break }
        return Permits(
            permits: collector.found.sorted(), until: collector.until, isComplete: collector.isComplete)
    }

    /// False when no more permits fit.
    private mutating func add(_ grant: Grant) throws -> Bool {
        let (devices, arguments) = grant.target.devices
        var sql = "SELECT device_id FROM (\(devices))"
        var values = arguments
        if !grant.services.isEmpty, try reachesBudget(sql, values), try !reachesBudget(services(grant).0, services(grant).1) {
            sql = services(grant).0
            values = services(grant).1 + arguments
            sql = "SELECT device_id FROM (\(sql)) WHERE device_id IN (\(devices))"
        }
        if try reachesBudget(sql, values) { isComplete = false }
        let names = Set(grant.services.map(\.text))
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT d.address, s.port, s.name FROM (\(sql) LIMIT \(Self.budget)) m
                    CROSS JOIN devices d ON d.id = m.device_id AND d.state = 'accepted'
                    CROSS JOIN services s ON s.device_id = d.id AND s.announced = 1
                    """), arguments: values)
        while let row = try rows.next() {
            guard names.isEmpty || names.contains(row[2]) else { continue }
            let permit = Permit(address: try DeviceAddress(index: row[0]), port: row[1])
            guard !found.contains(permit) else { continue }
            guard found.count < Permits.maximumCount else {
                isComplete = false
                return false
            }
            found.insert(permit)
            if let end = grant.until { until = min(until ?? end, end) }
        }
        return true
    }

    private func services(_ grant: Grant) -> (String, StatementArguments) {
        let marks = repeatElement("?", count: grant.services.count).joined(separator: ", ")
        return (
            "SELECT DISTINCT device_id FROM services WHERE name IN (\(marks))",
            StatementArguments(grant.services.map(\.text))
        )
    }

    /// Whether a query gives more rows than the budget; looks at no more than that.
    private func reachesBudget(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM (\(sql) LIMIT \(Self.budget + 1))")
        return try Int.fetchOne(statement, arguments: arguments) ?? 0 > Self.budget
    }
}

extension Grant.Target {
    /// A query for the numbers of the devices that are meant, by an index alone, and its arguments.
    var devices: (sql: String, arguments: StatementArguments) {
        switch self {
        case .device(let name):
            ("SELECT id AS device_id FROM devices WHERE name = ?", [name.text])
        case .pattern(let pattern):
            (
                """
                SELECT device_id FROM pattern_devices
                WHERE pattern_id = (SELECT id FROM patterns WHERE text = ?)
                """, [pattern.text]
            )
        case .label(let label):
            label.value.map { ("SELECT device_id FROM labels WHERE key = ? AND value = ?", [label.key, $0]) }
                ?? ("SELECT device_id FROM labels WHERE key = ?", [label.key])
        }
    }
}
