import Forwarding
import Settings
import TunnelModel

extension LocalForward {
    /// A specification as addresses to bind; nil for kinds that are not local TCP forwards, which are refused earlier.
    init?(_ spec: ForwardSpec, _ settings: ClientSettings) {
        guard case .tcp(let bind, let port)? = spec.listen, case .tcp(let target) = spec.target else { return nil }
        let hosts = bind.listenHosts(gatewayPorts: settings.gatewayPorts, family: settings.addressFamily)
        self.init(listen: .tcp(hosts: hosts, port: port, family: settings.addressFamily), target: target)
    }
}
