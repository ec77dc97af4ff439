import GRDB

/// The rows of a table that belong to devices, walked once in the order of the devices' numbers.
struct SideRows {
    private let cursor: RowCursor
    private var current: Row?

    init(_ db: Database, _ sql: String) throws {
        cursor = try Row.fetchCursor(db, sql: sql)
        current = try cursor.next()
    }

    /// Passes over the rows of earlier devices and gives those of this one.
    mutating func forEach(of id: DeviceID, _ body: (Row) throws -> Void) throws {
        while let row = current {
            let owner: Int64 = row[0]
            guard owner <= id.value else { return }
            if owner == id.value { try body(row) }
            current = try cursor.next()
        }
    }
}
