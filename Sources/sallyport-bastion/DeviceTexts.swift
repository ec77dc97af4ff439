import Enrollment
import KeeperProtocol
import TunnelModel

/// Devices for people.
enum DeviceTexts {
    static func table(_ devices: [DeviceRecord], now: UTCTime) -> String {
        var table = Table("NAME", "STATE", "SINCE", "FROM", "ADDRESS", "SERVICES", "VERSION", "LABELS", "LAST END")
        for device in devices {
            let since = device.isOnline ? device.since : device.lastSeen
            table.add(
                device.name.text, state(device), since.map { Span.ago($0, now: now) }, device.from?.text,
                device.address.text,
                device.services.filter(\.isOffered).map { "\($0.name):\($0.port)" }.joined(separator: " "),
                device.agent?.text, device.labels.map(\.text).joined(separator: " "),
                device.isOnline ? nil : device.lastEnd?.text)
        }
        return table.text
    }

    static func page(_ detail: DeviceDetail) -> String {
        let device = detail.device
        var table = Table("name", device.name.text)
        table.add("number", device.id.description)
        table.add("state", state(device))
        table.add("address", device.address.text)
        table.add("online since", device.since?.text)
        table.add("last seen", device.lastSeen?.text)
        table.add("last end", device.lastEnd?.text)
        table.add("from", device.from?.text)
        table.add("version", device.agent?.text)
        table.add("labels", device.labels.map(\.text).joined(separator: " "))
        for service in device.services {
            table.add(
                "service",
                "\(service.name) at port \(service.port) to \(service.target)\(service.isOffered ? "" : ", not offered now")"
            )
        }
        table.add("key", detail.key?.fingerprint.description)
        table.add("created", detail.created.text)
        let facts = detail.facts
        for (name, value) in [
            ("host name", facts.hostName), ("system", facts.system), ("kernel", facts.kernel),
            ("architecture", facts.architecture), ("model", facts.model), ("serial", facts.serial),
            ("machine id", facts.machineID), ("boot id", detail.bootID),
        ] where value != nil {
            table.add(name, value?.text)
        }
        if let since = device.cloneSince { table.add("clone alarm", "two machines have its key, since \(since)") }
        for session in detail.sessions {
            let words = session.hasSaidHello ? "" : ", no hello yet"
            table.add(
                "session", "pid \(session.monitor) since \(session.since) from \(session.from?.text ?? "?")\(words)")
        }
        return table.text
    }

    private static func state(_ device: DeviceRecord) -> String {
        if device.cloneSince != nil { return "clone!" }
        guard device.standing == .accepted else { return device.standing.rawValue }
        return device.isOnline ? "online" : "offline"
    }
}
