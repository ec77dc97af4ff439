import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Adds a device by hand.
    func add(_ question: DeviceAdd, by actor: PlainText) throws -> DeviceRecord {
        let device = try registry.addDevice(
            question.name, key: question.key, labels: question.labels, by: actor, at: clock())
        try writeKeyFiles()
        return try record(device)
    }

    /// The devices that are meant, in order of name. Reads beside the desk: a long list holds nobody up.
    nonisolated func devices(_ selection: DeviceSelection) async throws -> [DeviceRecord] {
        let online = await presence
        let devices = try registry.devices(Self.filter(selection))
        return try devices.lazy.filter { Self.fits($0, selection, online) }.map { try Self.record($0, online) }
    }

    /// The names of the devices that are meant, in order.
    nonisolated func deviceNames(_ selection: DeviceSelection) async throws -> [DeviceName] {
        guard selection.isOnline != nil || selection.standing == .reserved || selection.standing == .accepted else {
            return try registry.deviceNames(Self.filter(selection))
        }
        return try await devices(selection).map(\.name)
    }

    /// All about one device.
    func show(_ name: DeviceName) throws -> DeviceDetail {
        let device = try known(name)
        let live = sessions.filter { $0.value.owner == .device(device.id.value) }
        let recorded = try registry.sessions(of: .device(device.id), limit: 20)
        let owner = KeyOwner.device(device.id.value)
        let records = monitors(of: owner).map { monitor in
            let session = recorded.first { $0.id == live[monitor.process]?.number }
            return SessionRecord(
                monitor: monitor.process.pid,
                since: session?.started ?? UTCTime(secondsSince1970: Int64(monitor.notedAt)), from: session?.from,
                hasSaidHello: live[monitor.process]?.hasGreeted == true)
        }
        return DeviceDetail(
            device: try record(device), created: device.created, key: device.key, facts: device.facts.wire,
            bootID: device.bootID, sessions: records)
    }

    /// Gives a device another name.
    func rename(_ question: DeviceRename, by actor: PlainText) throws -> DeviceRecord {
        try record(try registry.renameDevice(question.name, to: question.newName, by: actor, at: clock()))
    }

    /// Sets and removes labels; grants by label follow, so whoever loses one has to log in anew.
    func label(_ question: DeviceLabel, by actor: PlainText) async throws -> DeviceRecord {
        let before = try rights()
        let device = try registry.labelDevice(
            question.name, set: question.set, remove: question.remove.map(\.key), by: actor, at: clock())
        try writeKeyFiles()
        try await endLosers(before, because: "a grant by label ended")
        return try record(device)
    }

    /// Lets a device in. It hears of it at its next hello.
    func approve(_ name: DeviceName, by actor: PlainText) async throws -> DeviceRecord {
        let device = try registry.approveDevice(name, by: actor, at: clock())
        try registry.clearCloneAlarm(name, by: actor, at: clock())
        try writeKeyFiles()
        // A line for a device that waits lets nothing through, and was fixed at its login.
        await end(.device(device.id.value), because: "the device was approved")
        return try record(device)
    }

    /// Shuts a device out, and ends its sessions. Gives how many.
    func revoke(_ name: DeviceName, by actor: PlainText) async throws -> Int {
        let device = try registry.revokeDevice(name, by: actor, at: clock())
        try writeKeyFiles()
        presence.forget(device.id.value)
        return await end(.device(device.id.value), because: "the device was revoked by \(actor)")
    }

    /// Ends a device's sessions; it may come back at once. Gives how many.
    func kick(_ name: DeviceName, by actor: PlainText) async throws -> Int {
        let device = try known(name)
        try registry.note("kicked", device: name, by: actor, at: clock())
        return await end(.device(device.id.value), because: "kicked by \(actor)")
    }

    private func known(_ name: DeviceName) throws -> Device {
        guard let device = try registry.device(named: name) else {
            throw Refusal(.notFound, "no device '\(name)'", advice: "sallyport-bastion device list --names")
        }
        return device
    }

    private func record(_ device: Device) throws -> DeviceRecord { try Self.record(device, presence) }

    private static func filter(_ selection: DeviceSelection) -> DeviceFilter {
        let state: DeviceState? =
            switch selection.standing {
            case .pending: .pending
            case .revoked: .revoked
            case .accepted, .reserved: .accepted
            case nil: nil
            }
        return DeviceFilter(names: selection.pattern, state: state, labels: selection.labels)
    }

    private static func fits(_ device: Device, _ selection: DeviceSelection, _ online: PresenceBoard) -> Bool {
        if let wanted = selection.isOnline, wanted != (online.onlineSince(device.id.value) != nil) { return false }
        return selection.standing.map { $0 == standing(device) } ?? true
    }

    private static func standing(_ device: Device) -> DeviceStanding {
        switch device.state {
        case .pending: .pending
        case .revoked: .revoked
        case .accepted: device.key == nil ? .reserved : .accepted
        }
    }

    private static func record(_ device: Device, _ online: PresenceBoard) throws -> DeviceRecord {
        guard let id = WireDeviceID(number: device.id.value) else {
            throw Refusal(.storage, "the registry has a device with the number \(device.id)")
        }
        let since = online.onlineSince(device.id.value)
        return DeviceRecord(
            id: id, name: device.name, address: device.address, standing: standing(device), isOnline: since != nil,
            since: since, lastSeen: device.lastSeen, lastEnd: device.ended, from: device.from, agent: device.version,
            labels: device.labels, services: try device.services.map { try ServiceRecord($0) },
            cloneSince: device.cloneSince)
    }
}

extension ServiceRecord {
    init(_ service: Service) throws {
        self.init(
            name: service.target.name,
            target: try HostPort(host: service.target.host.text, port: service.target.port), port: service.port,
            isOffered: service.isAnnounced)
    }
}

extension StoredFacts {
    /// The same, where messages have a place for it.
    var wire: WireFacts {
        func fact(_ name: String) -> PlainText? { (try? ServiceName(name)).flatMap { facts[$0] } }
        return WireFacts(
            hostName: fact("hostname"), system: fact("system"), kernel: fact("kernel"),
            architecture: fact("architecture"), model: fact("model"), serial: fact("serial"),
            machineID: fact("machine-id"))
    }
}
