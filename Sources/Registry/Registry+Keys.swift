import Foundation
import GRDB
package import TunnelModel

extension Registry {
    /// What a key may do at the login of a role; nil when sshd should refuse it.
    ///
    /// Refused are keys that are unknown, retired or of another role, revoked devices and operators, and tokens that are
    /// revoked or expired. The work does not depend on how many devices there are. Changes nothing.
    package func keyLine(
        for fingerprint: KeyFingerprint, role: KeyRole, at time: UTCTime
    ) throws(RegistryError) -> (key: PublicKey, line: KeyLine)? {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT k.key, k.device_id, k.operator_id, k.token_id, d.name, d.address, d.state, o.name, o.state
                    FROM keys k LEFT JOIN devices d ON d.id = k.device_id LEFT JOIN operators o ON o.id = k.operator_id
                    WHERE k.fingerprint = ? AND k.role = ? AND k.retired IS NULL
                    """)
            let row = try Row.fetchOne(statement, arguments: [fingerprint.databaseValue, role.rawValue])
            guard let row, let key = PublicKey(blob: [UInt8](row[0] as Data)) else { return nil }
            let line: KeyLine? =
                switch role {
                case .device: try Self.deviceLine(row)
                case .operator: try Self.operatorLine(db, row, at: time)
                case .enroll: try Self.tokenLine(db, row.id(3), at: time)
                }
            return line.map { (key, $0) }
        }
    }

    /// Every key that may log in now, for sshds that cannot ask for one key at a time.
    package func allKeyLines(at time: UTCTime) throws(RegistryError) -> [(key: PublicKey, line: KeyLine)] {
        let keys = try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, role FROM keys WHERE retired IS NULL ORDER BY created")
            return try rows.map { (blob: [UInt8]($0[0] as Data), role: try $0.choice(1) as KeyRole) }
        }
        var lines: [(key: PublicKey, line: KeyLine)] = []
        for (blob, role) in keys {
            guard let key = PublicKey(blob: blob) else { continue }
            if let line = try keyLine(for: key.fingerprint, role: role, at: time) { lines.append(line) }
        }
        return lines
    }

    private static func deviceLine(_ row: Row) throws -> KeyLine? {
        let state: DeviceState = try row.choice(6)
        guard state != .revoked else { return nil }
        return .device(row.id(1), try row.value(4), try DeviceAddress(index: row[5]), state)
    }

    private static func operatorLine(_ db: Database, _ row: Row, at time: UTCTime) throws -> KeyLine? {
        guard try row.choice(8) == OperatorState.accepted else { return nil }
        let id: OperatorID = row.id(2)
        let grants = try GrantRows.holding(db, for: id, at: time)
        return .operator(id, try row.value(7), try PermitCollector.permits(db, of: grants))
    }

    private static func tokenLine(_ db: Database, _ id: TokenID, at time: UTCTime) throws -> KeyLine? {
        guard let token = try TokenRows.one(db, id), token.revoked == nil, time < token.expires else { return nil }
        return .enroll(id, expires: token.expires, from: token.from)
    }
}
