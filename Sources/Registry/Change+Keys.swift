import Foundation
import GRDB
import TunnelModel

extension Database {
    /// Whose a key is; nil for a key never seen.
    func owner(of fingerprint: KeyFingerprint) throws -> KeyOwner? {
        let statement = try cachedStatement(
            sql: """
                SELECT k.role, k.device_id, k.operator_id, k.token_id, k.retired,
                    coalesce(d.name, o.name, CAST(k.token_id AS TEXT))
                FROM keys k LEFT JOIN devices d ON d.id = k.device_id LEFT JOIN operators o ON o.id = k.operator_id
                WHERE k.fingerprint = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [fingerprint.databaseValue]) else { return nil }
        return KeyOwner(
            role: try row.choice(0), device: (row[1] as Int64?).map { DeviceID($0) },
            operator: (row[2] as Int64?).map { OperatorID($0) }, token: row[3], retired: row.timeIfPresent(4),
            name: row[5])
    }
}

extension Change {
    /// Throws when a key is in the registry, or is none that sshd would read.
    func requireNew(_ key: PublicKey) throws {
        guard key.isWellFormed else { throw RegistryError.invalid("this is no public key of a kind that is known") }
        if let owner = try db.owner(of: key.fingerprint) {
            throw RegistryError.keyKnown(fingerprint: key.fingerprint.description, owner: owner.words)
        }
    }

    func add(_ key: PublicKey, device: DeviceID) throws { try add(key, .device, device: device.value) }

    func add(_ key: PublicKey, operator id: OperatorID) throws { try add(key, .operator, operator: id.value) }

    func add(_ key: PublicKey, token: TokenID) throws { try add(key, .enroll, token: token.value) }

    private func add(
        _ key: PublicKey, _ role: KeyRole, device: Int64? = nil, operator: Int64? = nil, token: Int64? = nil
    ) throws {
        try run(
            """
            INSERT INTO keys (fingerprint, key, role, device_id, operator_id, token_id, created)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.fingerprint.databaseValue, Data(key.blob), role.rawValue, device, `operator`, token,
                time.secondsSince1970,
            ])
    }

    /// Notes a key that must never come back.
    func addRetired(_ key: PublicKey, device: DeviceID) throws {
        try add(key, device: device)
        try run(
            "UPDATE keys SET retired = ? WHERE fingerprint = ?",
            [time.secondsSince1970, key.fingerprint.databaseValue])
    }

    /// From now on none of the device's keys logs in.
    func retireKeys(of device: DeviceID) throws {
        try run(
            "UPDATE keys SET retired = ? WHERE device_id = ? AND retired IS NULL",
            [time.secondsSince1970, device.value])
    }

    /// From now on none of the operator's keys logs in.
    func retireKeys(of id: OperatorID) throws {
        try run(
            "UPDATE keys SET retired = ? WHERE operator_id = ? AND retired IS NULL", [time.secondsSince1970, id.value])
    }
}
