import CPosix
import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// How many records an import may have.
    private static let importLimit = 1_000_000

    /// All operators, devices and grants that hold, in the order in which an import takes them. Read beside the desk.
    nonisolated func export() throws -> [ExportRecord] {
        var records = try registry.operators().map { person in
            ExportRecord.operator(
                ExportedOperator(
                    name: person.name, keys: person.keys, groups: person.groups, isRevoked: person.state == .revoked,
                    created: person.created))
        }
        for device in try registry.devices() {
            let standing: DeviceStanding =
                switch device.state {
                case .pending: .pending
                case .revoked: .revoked
                case .accepted: device.key == nil ? .reserved : .accepted
                }
            let services = try device.services.map { service in
                ExportedService(
                    name: service.target.name,
                    target: try HostPort(host: service.target.host.text, port: service.target.port),
                    port: service.port)
            }
            records.append(
                .device(
                    ExportedDevice(
                        name: device.name, key: device.key, standing: standing, address: device.address,
                        labels: device.labels, services: services, created: device.created)))
        }
        for grant in try registry.grants(at: clock()) {
            records.append(
                .grant(
                    ExportedGrant(
                        to: GrantSubject(grant.subject), target: GrantTarget(grant.target), services: grant.services,
                        until: grant.until, created: grant.created)))
        }
        return records
    }

    /// Keeps the parts of an import by its peer; the last writes them all, in one transaction.
    func take(_ part: ImportPart, _ peer: Peer, by actor: PlainText) throws -> Int {
        // With its start time: what a process that is gone has left must not become part of another's import.
        let sender = table.process(peer.pid)?.identity ?? ProcessIdentity(pid: peer.pid, startTime: 0)
        let earlier = imports[sender] ?? []
        guard earlier.count + part.records.count <= Self.importLimit else {
            imports[sender] = nil
            throw Refusal(.tooLarge, "an import has at most \(Self.importLimit) records")
        }
        guard part.isLast else {
            // An import that was broken off is dropped when others come.
            if imports.count >= 4, imports[sender] == nil { imports.removeAll() }
            imports[sender] = earlier + part.records
            return earlier.count + part.records.count
        }
        imports[sender] = nil
        let records = earlier + part.records
        let lines = try records.map { try TransferText($0).line() }
        _ = try registry.importLines(lines, by: actor, at: clock())
        try writeKeyFiles()
        return records.count
    }

    /// Writes a backup; logins go on.
    func backUp(_ question: BackupRequest) throws -> BackupReply {
        try registry.backUp(to: question.path.text)
        let now = clock()
        _ = SmallFile.write(now.text + "\n", to: settings.state + "/last-backup")
        lastBackup = now
        return try reply(question.path, made: now)
    }

    /// Puts a backup in place. The host keys of the backup come back with the next start, which follows at once; the
    /// sessions of devices and operators that are not in it end.
    func restore(_ question: RestoreRequest, by actor: PlainText) async throws -> BackupReply {
        try registry.restore(from: question.path.text, by: actor, at: clock())
        try restoreHostKeys()
        try writeKeyFiles()
        // Numbers may mean others now: everybody logs in anew.
        sessions.removeAll()
        await end(index.all, because: "a backup was restored")
        hasRestored = true
        return try reply(question.path, made: clock())
    }

    private func restoreHostKeys() throws {
        let stored = try registry.hostKeys()
        guard let active = stored.first(where: { $0.use == .active }),
            let spare = stored.first(where: { $0.use == .spare })
        else { return }
        let folder = settings.state + "/host-keys"
        let now = try HostKeys.load(from: folder)
        guard now.current.publicKey != active.key || now.spare.publicKey != spare.key else { return }
        let number = max(now.current.number, now.spare.number) + 1
        for (key, place) in [(active, number), (spare, number + 1)] {
            let path = "\(folder)/ed25519-\(place)"
            guard SmallFile.store(key.file.reveal(), to: path, mode: 0o600),
                SmallFile.store("\(key.key)\n", to: path + ".pub", mode: 0o644)
            else { throw Refusal(.storage, "\(path) could not be written") }
        }
        guard sallyport_store_link("ed25519-\(number)", folder + "/current") == 0 else {
            throw Refusal(.storage, "\(folder)/current could not be written")
        }
    }

    private func reply(_ path: FilePath, made: UTCTime) throws -> BackupReply {
        let counts = try registry.deviceCounts()
        return BackupReply(
            bytes: Int64(FileFacts(at: path.text)?.size ?? 0), made: made, devices: counts.values.reduce(0, +),
            operators: try registry.operators().count)
    }
}
