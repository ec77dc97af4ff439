import GRDB
import TunnelModel

extension Change {
    /// How many boots of a device are remembered.
    private static let boots = 8

    /// Notes the boot id, and tells whether it is an older one that came back; such a one is not noted as the latest
    /// while another machine is there.
    ///
    /// A boot id never comes back on one machine. When one does, its machine has been running all the while, and the
    /// boots seen in between were another's.
    func noteBoot(_ greeting: Greeting, _ device: Device) throws -> Bool {
        guard let boot = greeting.bootID, !boot.text.isEmpty else { return false }
        let latest = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT boot_id, turn, machine_id FROM boots WHERE device_id = ? ORDER BY turn DESC LIMIT 1"),
            arguments: [device.id.value])
        if latest?[0] == boot.text { return false }
        let known = try db.cachedStatement(sql: "SELECT 1 FROM boots WHERE device_id = ? AND boot_id = ?")
        let isBack = try Row.fetchOne(known, arguments: [device.id.value, boot.text]) != nil
        if !isBack || !greeting.isContested {
            let turn: Int64 = (latest?[1] ?? 0) + 1
            try run(
                "INSERT OR REPLACE INTO boots (device_id, boot_id, machine_id, seen, turn) VALUES (?, ?, ?, ?, ?)",
                [device.id.value, boot.text, greeting.machineID?.text ?? "", time.secondsSince1970, turn])
            try run(
                "DELETE FROM boots WHERE device_id = ? AND turn <= ?", [device.id.value, turn - Int64(Self.boots)])
        }
        guard isBack else { return false }
        if device.cloneSince == nil {
            try run("UPDATE devices SET clone_since = ? WHERE id = ?", [time.secondsSince1970, device.id.value])
            let other: String = latest?[2] ?? ""
            let words =
                "two machines have one key: \(greeting.machineID?.text ?? "?") and \(other.isEmpty ? "?" : other)"
            try audit(.cloneSeen, device: device.name, words)
        }
        return true
    }

    /// Brings the services up to date; the answer tells what is new, in words.
    func noteServices(_ services: [ServiceTarget], _ device: Device) throws -> [String] {
        var taken = Set(device.services.map(\.port))
        let known = Dictionary(uniqueKeysWithValues: device.services.map { ($0.target.name, $0) })
        var news: [String] = []
        for target in services {
            if let service = known[target.name] {
                guard service.target != target || !service.isAnnounced else { continue }
                try run(
                    "UPDATE services SET host = ?, target_port = ?, announced = 1 WHERE device_id = ? AND name = ?",
                    [target.host.text, target.port, device.id.value, target.name.text])
                news.append("\(target.name) is \(target.host):\(target.port)")
                continue
            }
            guard taken.count < Registry.maximumServicesEver,
                let port = PortChoice.port(forTarget: target.port, taken: taken)
            else {
                let most = Registry.maximumServicesEver
                throw RegistryError.limit("'\(device.name)' has had \(most) services, and each keeps its port for life")
            }
            taken.insert(port)
            try insert(Service(target: target, port: port, isAnnounced: true), of: device.id)
            news.append("\(target.name) got port \(port)")
        }
        let announced = Set(services.map(\.name))
        for service in device.services where service.isAnnounced && !announced.contains(service.target.name) {
            try run(
                "UPDATE services SET announced = 0 WHERE device_id = ? AND name = ?",
                [device.id.value, service.target.name.text])
            news.append("\(service.target.name) is gone")
        }
        return news
    }

    func insert(_ service: Service, of id: DeviceID) throws {
        try run(
            """
            INSERT INTO services (device_id, name, host, target_port, port, announced) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                id.value, service.target.name.text, service.target.host.text, service.target.port, service.port,
                service.isAnnounced,
            ])
    }

    /// Records version, machine and presence; the answer tells what is new, in words.
    func noteMachine(_ greeting: Greeting, _ device: Device) throws -> [String] {
        let facts = greeting.facts ?? device.facts
        try run(
            """
            UPDATE devices SET version = ?, facts = ?, boot_id = ?, machine_id = ?, last_seen = ?, last_from = ?,
                ended = NULL
            WHERE id = ?
            """,
            [
                greeting.version.text, facts.column, greeting.bootID?.text, greeting.machineID?.text,
                time.secondsSince1970, greeting.from?.text ?? device.from?.text, device.id.value,
            ])
        var news: [String] = []
        if device.version != greeting.version { news.append("version \(greeting.version)") }
        if let machine = greeting.machineID, let old = device.machineID, old != machine {
            news.append("machine \(machine)")
        }
        if device.facts != facts, device.lastSeen != nil { news.append("other facts") }
        return news
    }
}
