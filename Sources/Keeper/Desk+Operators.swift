import Enrollment
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// What an operator may see, with who is there.
    func list(_ id: WireOperatorID) throws -> [ReachableDevice] {
        try registry.visibleDevices(of: RowID(id.number), at: clock()).map { device in
            ReachableDevice(
                device: device.name, isOnline: presence.onlineSince(device.id.value) != nil, lastSeen: device.lastSeen,
                address: device.address,
                services: device.services.map { ServicePort(service: $0.target.name, port: $0.port) })
        }
    }

    /// Where a service is, and whether the line that this operator logged in with lets it through.
    func resolve(_ id: WireOperatorID, _ wanted: DeviceService) throws -> ServiceRoute {
        let explanation = try registry.resolve(RowID(id.number), wanted.device, wanted.service, at: clock())
        guard case .allowed(let route, let grant) = explanation.verdict else { throw refusal(explanation) }
        return ServiceRoute(
            service: wanted, address: route.permit.address, port: route.permit.port,
            isOnline: presence.onlineSince(route.device.value) != nil, isPermitted: true, until: grant.until)
    }

    /// Who an operator is to this bastion.
    func whoAmI(_ id: WireOperatorID, _ key: KeyFingerprint?) throws -> OperatorSelf {
        guard let found = try registry.operator(RowID(id.number)) else {
            throw Refusal(.notFound, "the operator is not in the registry any more")
        }
        var grants = try registry.grants(of: .operator(found.name), at: clock())
        for group in found.groups { grants += try registry.grants(of: .group(group), at: clock()) }
        return OperatorSelf(
            name: found.name, key: key, groups: found.groups, until: grants.compactMap(\.until).min(),
            grants: grants.count, whereabouts: try whereabouts.for(.operator))
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
            .init(isGood: isBound, text: PlainText(cleaning: isBound ? "it listens at \(place)" : "nothing listens at \(place)")))
        return ServiceVerdict(service: wanted, isUsable: isBound, findings: findings)
    }

    private func refusal(_ explanation: Explanation) -> Refusal {
        Refusal(.notGranted, explanation.publicLine)
    }
}
