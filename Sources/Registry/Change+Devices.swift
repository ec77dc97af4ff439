import GRDB
import TunnelModel

extension Change {
    /// Number and state of a device; nil when there is none of that name.
    func deviceRow(_ name: DeviceName) throws -> (id: DeviceID, state: DeviceState)? {
        let statement = try db.cachedStatement(sql: "SELECT id, state FROM devices WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name.text]).map { ($0.id(0), try $0.choice(1)) }
    }

    func requireDevice(_ name: DeviceName) throws -> (id: DeviceID, state: DeviceState) {
        guard let row = try deviceRow(name) else { throw RegistryError.unknown(kind: "device", name: name.text) }
        return row
    }

    /// The device as it stands within this transaction.
    func device(_ id: DeviceID) throws -> Device {
        guard let device = try DeviceRows.one(db, id) else {
            throw RegistryError.unknown(kind: "device", name: "number \(id)")
        }
        return device
    }

    /// Inserts a device without key, labels and services.
    func insertDevice(_ name: DeviceName, _ state: DeviceState, address: DeviceAddress? = nil) throws -> DeviceID {
        let address = try address ?? freeAddress()
        try run(
            "INSERT INTO devices (name, address, state, created) VALUES (?, ?, ?, ?)",
            [name.text, address.index, state.rawValue, time.secondsSince1970])
        let id = DeviceID(db.lastInsertedRowID)
        try matchPatterns(id, name)
        return id
    }

    /// One above the highest address; when that is the last, the lowest that never was in use.
    private func freeAddress() throws -> DeviceAddress {
        let highest = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(address) FROM devices")) ?? 0
        if let next = try? DeviceAddress(index: highest + 1) { return next }
        let gap = try Int.fetchOne(
            db,
            sql: """
                SELECT min(n) FROM (
                    SELECT 1 AS n WHERE NOT EXISTS (SELECT 1 FROM devices WHERE address = 1)
                    UNION ALL
                    SELECT min(a.address) + 1 FROM devices a
                    WHERE NOT EXISTS (SELECT 1 FROM devices b WHERE b.address = a.address + 1)
                )
                """)
        guard let gap, let address = try? DeviceAddress(index: gap) else {
            throw RegistryError.limit("all \(DeviceAddress.indices.count) device addresses are taken")
        }
        return address
    }

    func setState(_ state: DeviceState, of id: DeviceID) throws {
        try run("UPDATE devices SET state = ? WHERE id = ?", [state.rawValue, id.value])
    }

    func set(_ label: Label, on id: DeviceID) throws {
        try run(
            "INSERT OR REPLACE INTO labels (device_id, key, value) VALUES (?, ?, ?)",
            [id.value, label.key, label.value ?? ""])
    }

    /// Notes which of the grants' patterns the device's name matches, so that no login has to look for it.
    func matchPatterns(_ id: DeviceID, _ name: DeviceName) throws {
        try run("DELETE FROM pattern_devices WHERE device_id = ?", [id.value])
        try run(
            "INSERT INTO pattern_devices (pattern_id, device_id) SELECT id, ? FROM patterns WHERE ? GLOB text",
            [id.value, name.text])
    }

    func forgetBoots(of id: DeviceID) throws {
        try run("DELETE FROM boots WHERE device_id = ?", [id.value])
        try run("UPDATE devices SET clone_since = NULL WHERE id = ?", [id.value])
    }
}
