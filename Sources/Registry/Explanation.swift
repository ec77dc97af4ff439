package import TunnelModel

/// A verdict with its question, to be told in one line.
package struct Explanation: Sendable, Hashable {
    /// Who asked to reach it.
    package var `operator`: OperatorName
    /// On which device.
    package var device: DeviceName
    /// Which service.
    package var service: ServiceName
    /// The answer.
    package var verdict: Verdict

    /// For an administrator: which grant allows, or what is missing and what to do.
    package var line: String {
        switch verdict {
        case .allowed(let route, let grant):
            "\(`operator`) may reach \(device):\(service) at \(route.permit.address):\(route.permit.port) by grant "
                + "\(grant.id) (\(grant.words))"
        case .denied(let denial):
            "\(`operator`) may not reach \(device):\(service): \(reason(denial))"
        }
    }

    /// For the operator itself. Devices that are not granted look like devices that do not exist.
    package var publicLine: String {
        switch verdict {
        case .allowed(_, let grant):
            "granted\(grant.until.map { " until \($0)" } ?? "")"
        case .denied(.grantEnded(_, let time)): "the grant for \(device):\(service) ended at \(time)"
        case .denied(.noGrant), .denied(.noOperator), .denied(.operatorRevoked), .denied(.noDevice):
            "nothing named \(device):\(service) is granted to you"
        case .denied(let denial): reason(denial)
        }
    }

    private func reason(_ denial: Verdict.Denial) -> String {
        switch denial {
        case .noOperator: "there is no operator '\(`operator`)'"
        case .operatorRevoked: "the operator is revoked"
        case .noGrant: "no grant; add one with: grant add \(`operator`) --device \(device) --service \(service)"
        case .grantEnded(let id, let time): "grant \(id) ended at \(time)"
        case .noDevice: "it is granted, but there is no device '\(device)'"
        case .devicePending: "the device '\(device)' waits for approval"
        case .deviceRevoked: "the device '\(device)' is revoked"
        case .noService(let known):
            known.isEmpty
                ? "the device '\(device)' offers no services"
                : "the device '\(device)' offers no '\(service)', only \(known.map(\.text).joined(separator: ", "))"
        }
    }
}
