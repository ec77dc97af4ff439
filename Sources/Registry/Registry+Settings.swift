import GRDB
package import TunnelModel

extension Registry {
    /// Longest value of a setting in bytes.
    package static let maximumSettingLength = 65_536

    /// A setting's value; nil when it was never set.
    package func setting(_ name: SettingName) throws(RegistryError) -> String? {
        try read { db in
            try String.fetchOne(db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name.rawValue])
        }
    }

    /// Sets a setting, or forgets it with nil. The audit tells its name, not its value.
    package func set(
        _ name: SettingName, to value: String?, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) {
        guard value?.utf8.count ?? 0 <= Self.maximumSettingLength else {
            throw .limit("the setting \(name.rawValue) is longer than \(Self.maximumSettingLength) bytes")
        }
        try change(by: actor, at: time) { change in
            if let value {
                try change.run(
                    "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name.rawValue, value])
            } else {
                try change.run("DELETE FROM settings WHERE name = ?", [name.rawValue])
            }
            try change.audit(.settingChanged, name.rawValue)
        }
    }
}
