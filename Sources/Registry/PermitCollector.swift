import GRDB
import TunnelModel

/// Evaluates an operator's grants into permits, with work that is bounded whatever the size of the fleet.
///
/// A grant over many devices is looked at from its smaller side: the devices that it means, which the tables
/// `pattern_devices` and `labels` hold ready, or the services that it names. Only where both sides are longer than
/// ``budget`` does it look at the first part alone, and then says that there may be more.
struct PermitCollector {
    /// Most devices that one grant may make us look at: twice the permits that a line holds.
    static let budget = 8192

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
        let (candidates, arguments) = try candidates(grant)
        let (condition, names) = Self.services(grant)
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT d.address, s.port FROM (\(candidates) LIMIT \(Self.budget)) m
                    CROSS JOIN devices d ON d.id = m.device_id AND d.state = 'accepted'
                    CROSS JOIN services s ON s.device_id = d.id AND s.announced = 1 AND \(condition)
                    """), arguments: arguments + names)
        while let row = try rows.next() {
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

    /// The query for the devices to look at, from the smaller side; notes when there are more than the budget.
    private mutating func candidates(_ grant: Grant) throws -> (sql: String, arguments: StatementArguments) {
        let (devices, arguments) = grant.target.devices
        var count = try count(devices, arguments)
        var sql = devices
        var values = arguments
        if count > 1, !grant.services.isEmpty {
            let (condition, names) = Self.services(grant)
            let offering = "SELECT DISTINCT s.device_id FROM services s WHERE \(condition)"
            let offered = try self.count(offering, names)
            if offered < count {
                sql = "SELECT o.device_id FROM (\(offering)) o WHERE EXISTS (\(devices) AND device_id = o.device_id)"
                values = names + arguments
                count = offered
            }
        }
        if count > Self.budget { isComplete = false }
        return (sql, values)
    }

    /// What stands after WHERE for a table `services s`, and its arguments.
    private static func services(_ grant: Grant) -> (sql: String, arguments: StatementArguments) {
        guard !grant.services.isEmpty else { return ("1", []) }
        let marks = repeatElement("?", count: grant.services.count).joined(separator: ", ")
        return ("s.name IN (\(marks))", StatementArguments(grant.services.map(\.text)))
    }

    /// How many rows a query gives, as far as the budget and one more.
    private func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM (\(sql) LIMIT \(Self.budget + 1))")
        return try Int.fetchOne(statement, arguments: arguments) ?? 0
    }
}

extension Grant.Target {
    /// A query for the numbers of the devices that are meant, by an index alone, and its arguments.
    ///
    /// It ends in a condition, so that one for a certain device can be added.
    var devices: (sql: String, arguments: StatementArguments) {
        switch self {
        case .device(let name):
            ("SELECT device_id FROM (SELECT id AS device_id, name FROM devices) WHERE name = ?", [name.text])
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
