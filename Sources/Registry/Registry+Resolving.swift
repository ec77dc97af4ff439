import GRDB
package import TunnelModel

extension Registry {
    /// Whether an operator may reach a service at a time, and by what or why not.
    package func explain(
        _ name: OperatorName, _ device: DeviceName, _ service: ServiceName, at time: UTCTime
    ) throws(RegistryError) -> Explanation {
        let verdict = try read { db in
            guard let found = try OperatorRows.one(db, name) else { return Verdict.denied(.noOperator) }
            return try Self.verdict(db, found, device, service, at: time)
        }
        return Explanation(operator: name, device: device, service: service, verdict: verdict)
    }

    /// The same for an operator's number, from its forced command; throws when there is none.
    package func resolve(
        _ id: OperatorID, _ device: DeviceName, _ service: ServiceName, at time: UTCTime
    ) throws(RegistryError) -> Explanation {
        try read { db in
            guard let found = try OperatorRows.one(db, id) else {
                throw RegistryError.unknown(kind: "operator", name: "number \(id)")
            }
            let verdict = try Self.verdict(db, found, device, service, at: time)
            return Explanation(operator: found.name, device: device, service: service, verdict: verdict)
        }
    }

    /// The accepted devices of which something is granted to an operator, each with the services that are, in order of
    /// name. Services that are not granted or not announced are left out.
    package func visibleDevices(of id: OperatorID, at time: UTCTime) throws(RegistryError) -> [Device] {
        try read { db in
            guard let found = try OperatorRows.one(db, id), found.state == .accepted else { return [] }
            var everything: Set<Int64> = []
            var named: [Int64: Set<ServiceName>] = [:]
            for grant in try GrantRows.holding(db, for: id, at: time) {
                let (sql, arguments) = grant.target.devices
                let ids = try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
                if grant.services.isEmpty { everything.formUnion(ids) }
                for id in grant.services.isEmpty ? [] : ids { named[id, default: []].formUnion(grant.services) }
            }
            let wanted = everything.union(named.keys)
            let devices = try Self.devices(db, wanted).filter { $0.state == .accepted }
            return devices.compactMap { device in
                var device = device
                let allowed = named[device.id.value] ?? []
                let all = everything.contains(device.id.value)
                device.services.removeAll { !$0.isAnnounced || !(all || allowed.contains($0.target.name)) }
                return device.services.isEmpty && !all ? nil : device
            }
        }
    }

    /// Devices by their numbers, in order of name.
    private static func devices(_ db: Database, _ ids: Set<Int64>) throws -> [Device] {
        var found: [Device] = []
        if ids.count <= 1000 {
            found = try ids.compactMap { try DeviceRows.one(db, DeviceID($0)) }
        } else {
            var rows = try DeviceRows(db)
            while let device = try rows.next() {
                if ids.contains(device.id.value) { found.append(device) }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    private static func verdict(
        _ db: Database, _ who: Operator, _ name: DeviceName, _ service: ServiceName, at time: UTCTime
    ) throws -> Verdict {
        guard who.state == .accepted else { return .denied(.operatorRevoked) }
        let device = try DeviceRows.one(db, name)
        let grants = try GrantRows.holding(db, for: who.id, at: time)
        let fitting = grants.filter { $0.means(name, device?.labels ?? [], service) }
        // Of several the one that holds longest.
        guard let grant = fitting.max(by: { $0.until ?? .latest < $1.until ?? .latest }) else {
            return .denied(try latestEnd(db, who, name, device?.labels ?? [], service, at: time) ?? .noGrant)
        }
        guard let device else { return .denied(.noDevice) }
        switch device.state {
        case .pending: return .denied(.devicePending)
        case .revoked: return .denied(.deviceRevoked)
        case .accepted: break
        }
        guard let offered = device.services.first(where: { $0.target.name == service && $0.isAnnounced }) else {
            return .denied(.noService(device.services.filter(\.isAnnounced).map(\.target.name)))
        }
        let route = Verdict.Route(
            device: device.id, name: name, service: service,
            permit: Permit(address: device.address, port: offered.port))
        return .allowed(route, by: grant)
    }

    /// The grant that would have allowed it and ended last.
    private static func latestEnd(
        _ db: Database, _ who: Operator, _ name: DeviceName, _ labels: [Label], _ service: ServiceName,
        at time: UTCTime
    ) throws -> Verdict.Denial? {
        let over = "(g.ended IS NOT NULL OR g.until <= ?)"
        var grants = try GrantRows.all(
            db, where: "g.operator_id = ? AND \(over)", [who.id.value, time.secondsSince1970])
        for group in who.groups {
            grants += try GrantRows.all(
                db, where: "g.group_name = ? AND \(over)", [group.text, time.secondsSince1970])
        }
        let ends = grants.filter { $0.means(name, labels, service) }.map { grant in
            (id: grant.id, end: min(grant.ended ?? .latest, grant.until ?? .latest))
        }
        return ends.max { $0.end < $1.end }.map { .grantEnded($0.id, $0.end) }
    }
}

extension Grant {
    /// Whether it means this service on a device of that name with those labels; time aside.
    func means(_ name: DeviceName, _ labels: [Label], _ service: ServiceName) -> Bool {
        guard services.isEmpty || services.contains(service) else { return false }
        switch target {
        case .device(let other): return other == name
        case .pattern(let pattern): return pattern.matches(name)
        case .label(let label): return labels.contains { $0.matches(selector: label) }
        }
    }
}
