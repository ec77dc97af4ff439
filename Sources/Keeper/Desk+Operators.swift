import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// What an operator may see, with who is there.
    func list(_ id: WireOperatorID, peer: Peer) throws -> [ReachableDevice] {
        try note(id, peer, from: nil)
        return try registry.visibleDevices(of: RowID(id.number), at: clock()).map { device in
            ReachableDevice(
                device: device.name, isOnline: presence.onlineSince(device.id.value) != nil, lastSeen: device.lastSeen,
                address: device.address,
                services: device.services.map { ServicePort(service: $0.target.name, port: $0.port) })
        }
    }

    /// Where a service is, and whether the line that this operator logged in with lets it through.
    func resolve(_ id: WireOperatorID, _ wanted: DeviceService, peer: Peer) throws -> ServiceRoute {
        try note(id, peer, from: nil)
        let explanation = try registry.resolve(RowID(id.number), wanted.device, wanted.service, at: clock())
        guard case .allowed(let route, let grant) = explanation.verdict else { throw refusal(explanation) }
        return ServiceRoute(
            service: wanted, address: route.permit.address, port: route.permit.port,
            isOnline: presence.onlineSince(route.device.value) != nil, isPermitted: true, until: grant.until)
    }

    /// Who an operator is to this bastion.
    func whoAmI(_ id: WireOperatorID, peer: Peer) throws -> OperatorSelf {
        let key = try note(id, peer, from: nil)?.fingerprint
        guard let found = try registry.operator(RowID(id.number)) else {
            throw Refusal(.notFound, "the operator is not in the registry any more")
        }
        var grants = try registry.grants(of: .operator(found.name), at: clock())
        for group in found.groups { grants += try registry.grants(of: .group(group), at: clock()) }
        return OperatorSelf(
            name: found.name, key: key, groups: found.groups, until: grants.compactMap(\.until).min(),
            grants: grants.count, whereabouts: try whereabouts.for(.operator))
    }

    /// Why an operator can use a service, or not, in words that tell nothing of what is not granted.
    func why(_ id: WireOperatorID, _ wanted: DeviceService, peer: Peer) throws -> ServiceVerdict {
        try note(id, peer, from: nil)
        let explanation = try registry.resolve(RowID(id.number), wanted.device, wanted.service, at: clock())
        return try why(explanation, wanted, isOpen: false)
    }

    /// Permits a relay of standard streams, and notes its beginning.
    func open(_ question: SessionOpen, peer: Peer) throws -> OpenedRelay {
        try note(question.by, peer, from: question.from.map { PlainText(cleaning: $0.description) })
        let wanted = question.service
        let explanation = try registry.resolve(RowID(question.by.number), wanted.device, wanted.service, at: clock())
        guard case .allowed(let route, _) = explanation.verdict else { throw refusal(explanation) }
        guard presence.onlineSince(route.device.value) != nil else {
            throw Refusal(.offline, "the device \(wanted.device) is offline")
        }
        lastRelay += 1
        relays[lastRelay] = Relay(service: wanted, by: question.by, name: explanation.operator)
        // A relay that is never reported must not stay for ever.
        relays[lastRelay - 10_000] = nil
        try registry.note(
            "opened \(wanted), relay \(lastRelay)", device: wanted.device, operator: explanation.operator,
            by: PlainText(cleaning: "keeper"), at: clock())
        return OpenedRelay(relay: lastRelay, address: route.permit.address, port: route.permit.port)
    }

    /// Notes the end of a relay.
    func relayed(_ question: SessionRelayed, peer: Peer) throws {
        guard let relay = relays.removeValue(forKey: question.relay), relay.by == question.by else {
            throw Refusal(.notFound, "there is no relay \(question.relay)")
        }
        let reason = question.reason.map { ": \($0)" } ?? ""
        try registry.note(
            "closed \(relay.service), relay \(question.relay): \(question.sent) bytes sent, \(question.received) received\(reason)",
            device: relay.service.device, operator: relay.name, by: PlainText(cleaning: "keeper"), at: clock())
    }

    /// Notes that an operator's session has spoken.
    @discardableResult
    private func note(_ id: WireOperatorID, _ peer: Peer, from: PlainText?) throws -> NotedMonitor? {
        guard let monitor = try monitor(of: peer, .operator(id)) else { return nil }
        try begin(monitor, of: .operator(id.number), from: from, greeted: false)
        return monitor
    }

    /// Why a service can be used, or not. `isOpen` tells an administrator more than an operator may know.
    func why(_ explanation: Explanation, _ wanted: DeviceService, isOpen: Bool) throws -> ServiceVerdict {
        let words = isOpen ? explanation.line : explanation.publicLine
        var findings = [ServiceVerdict.Finding]()
        guard case .allowed(let route, _) = explanation.verdict else {
            findings.append(.init(isGood: false, text: PlainText(cleaning: words)))
            return ServiceVerdict(service: wanted, isUsable: false, findings: findings)
        }
        findings.append(.init(isGood: true, text: PlainText(cleaning: words)))
        let since = presence.onlineSince(route.device.value)
        let presenceWords: String
        if let since {
            presenceWords = "\(wanted.device) is online since \(since)"
        } else {
            let device = try registry.device(route.device)
            let seen = device?.lastSeen.map { ", last seen \($0)" } ?? ""
            presenceWords = "\(wanted.device) is offline\(seen)\(device?.ended.map { ": \($0)" } ?? "")"
        }
        findings.append(.init(isGood: since != nil, text: PlainText(cleaning: presenceWords)))
        guard since != nil, let uid = users.roles[.device] else {
            return ServiceVerdict(service: wanted, isUsable: false, findings: findings)
        }
        let isBound = ListenerTable.read().isListening(
            at: route.permit.address.text, port: route.permit.port, user: uid)
        let place = "\(route.permit.address):\(route.permit.port)"
        findings.append(
            .init(
                isGood: isBound,
                text: PlainText(cleaning: isBound ? "it listens at \(place)" : "nothing listens at \(place)")))
        return ServiceVerdict(service: wanted, isUsable: isBound, findings: findings)
    }

    private func refusal(_ explanation: Explanation) -> Refusal {
        Refusal(.notGranted, explanation.publicLine)
    }
}
