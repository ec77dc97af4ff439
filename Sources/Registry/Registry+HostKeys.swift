import GRDB
package import TunnelModel

extension Registry {
    /// The host keys: active ones first, then spare, then retired.
    package func hostKeys() throws(RegistryError) -> [HostKey] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT use, public_key, private_key FROM host_keys ORDER BY use = 'retired', use, fingerprint"
            )
            return try rows.compactMap { row in
                guard let key = PublicKey(text: row[1]) else { return nil }
                return HostKey(use: try row.choice(0), key: key, file: Secret(row[2] as String))
            }
        }
    }

    /// Keeps a host key, or changes what it is for.
    package func keep(_ hostKey: HostKey, by actor: PlainText, at time: UTCTime) throws(RegistryError) {
        try change(by: actor, at: time) { change in
            let fingerprint = hostKey.key.fingerprint.description
            try change.run(
                """
                INSERT OR REPLACE INTO host_keys (fingerprint, use, public_key, private_key) VALUES (?, ?, ?, ?)
                """,
                [fingerprint, hostKey.use.rawValue, hostKey.key.description, hostKey.file.reveal()])
            try change.audit(.settingChanged, "host key \(fingerprint) is \(hostKey.use.rawValue)")
        }
    }
}
