import GRDB
package import TunnelModel

extension Registry {
    /// The devices that a filter takes, in the order of their names.
    package func devices(_ filter: DeviceFilter = DeviceFilter()) throws(RegistryError) -> [Device] {
        try read { db in
            if let limit = filter.limit, limit <= 1000 { return try DeviceRows.few(db, filter) }
            var rows = try DeviceRows(db, filter)
            var found: [Device] = []
            while let device = try rows.next() { found.append(device) }
            // Numbers move more cheaply than devices.
            let names = found.map(\.name)
            let order = names.indices.sorted { names[$0] < names[$1] }
            return order.prefix(filter.limit ?? order.count).map { found[$0] }
        }
    }

    /// The names that a filter takes, in order.
    package func deviceNames(_ filter: DeviceFilter = DeviceFilter()) throws(RegistryError) -> [DeviceName] {
        try read { db in
            let (condition, arguments) = filter.condition
            let sql = "SELECT d.name FROM devices d WHERE \(condition) ORDER BY d.name LIMIT ?"
            return try String.fetchAll(db, sql: sql, arguments: arguments + [filter.limit ?? -1]).map {
                try DeviceName($0)
            }
        }
    }

    /// How many devices there are in each state.
    package func deviceCounts() throws(RegistryError) -> [DeviceState: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM devices GROUP BY state")
            return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.choice(0), $0[1]) })
        }
    }

    /// One device by name; nil when there is none.
    package func device(named name: DeviceName) throws(RegistryError) -> Device? {
        try read { try DeviceRows.one($0, name) }
    }

    /// One device by number; nil when there is none.
    package func device(_ id: DeviceID) throws(RegistryError) -> Device? {
        try read { try DeviceRows.one($0, id) }
    }

    /// Adds a device, accepted. Without a key the name and an address are reserved for a token to fill.
    package func addDevice(
        _ name: DeviceName, key: PublicKey?, labels: [Label] = [], by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Device {
        try change(by: actor, at: time) { change in
            guard try change.deviceRow(name) == nil else { throw RegistryError.taken(kind: "device", name: name.text) }
            if let key { try change.requireNew(key) }
            let id = try change.insertDevice(name, .accepted)
            if let key { try change.add(key, device: id) }
            for label in labels { try change.set(label, on: id) }
            try change.audit(.deviceAdded, device: name, key?.fingerprint.description ?? "reserved")
            return try change.device(id)
        }
    }

    /// Gives a device another name. Its address, ports, key and labels stay, and grants to it by name follow.
    package func renameDevice(
        _ old: DeviceName, to new: DeviceName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Device {
        try change(by: actor, at: time) { change in
            let id = try change.requireDevice(old).id
            guard try change.deviceRow(new) == nil else { throw RegistryError.taken(kind: "device", name: new.text) }
            try change.run("UPDATE devices SET name = ? WHERE id = ?", [new.text, id.value])
            try change.run(
                "UPDATE grants SET target = ? WHERE kind = 'device' AND target = ? AND ended IS NULL",
                [new.text, old.text])
            try change.matchPatterns(id, new)
            try change.audit(.deviceRenamed, device: new, "from \(old)")
            return try change.device(id)
        }
    }

    /// Sets labels, each taking the place of the one with its key, and removes labels by key.
    package func labelDevice(
        _ name: DeviceName, set labels: [Label], remove keys: [String] = [], by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Device {
        try change(by: actor, at: time) { change in
            let id = try change.requireDevice(name).id
            for key in keys {
                try change.run("DELETE FROM labels WHERE device_id = ? AND key = ?", [id.value, key])
            }
            for label in labels { try change.set(label, on: id) }
            let words = keys.map { "-" + $0 } + labels.map { "+" + $0.text }
            try change.audit(.deviceLabeled, device: name, words.joined(separator: " "))
            return try change.device(id)
        }
    }

    /// Lets a pending or revoked device in. One that is accepted already stays so.
    package func approveDevice(
        _ name: DeviceName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Device {
        try change(by: actor, at: time) { change in
            let (id, state) = try change.requireDevice(name)
            if state != .accepted {
                try change.setState(.accepted, of: id)
                try change.audit(.deviceApproved, device: name, "was \(state.rawValue)")
            }
            return try change.device(id)
        }
    }

    /// Shuts a device out. Its name, address, ports and key stay taken. The keeper ends its sessions.
    package func revokeDevice(
        _ name: DeviceName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Device {
        try change(by: actor, at: time) { change in
            let (id, state) = try change.requireDevice(name)
            if state != .revoked {
                try change.setState(.revoked, of: id)
                try change.audit(.deviceRevoked, device: name, "was \(state.rawValue)")
            }
            return try change.device(id)
        }
    }

    /// Puts out the clone alarm and forgets the boots that raised it.
    package func clearCloneAlarm(
        _ name: DeviceName, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) {
        try change(by: actor, at: time) { change in
            let id = try change.requireDevice(name).id
            try change.forgetBoots(of: id)
            try change.audit(.cloneCleared, device: name)
        }
    }
}
