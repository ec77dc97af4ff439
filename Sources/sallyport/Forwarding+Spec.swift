import Forwarding
import Settings
import TunnelModel

extension ListenPoint {
    /// Where a local or dynamic forward listens; nil for one that listens nowhere.
    init?(_ spec: ForwardSpec, _ settings: ClientSettings) {
        switch spec.listen {
        case .tcp(let bind, let port):
            let hosts = bind.listenHosts(gatewayPorts: settings.gatewayPorts, family: settings.addressFamily)
            self = .tcp(hosts: hosts, port: port, family: settings.addressFamily)
        case .unix(let path):
            self = .unix(
                path: path, mask: settings.streamLocalBindMask, replaces: settings.streamLocalBindUnlink)
        case nil: return nil
        }
    }
}

extension RemoteForward {
    /// What the server is asked for (OpenSSH channels.c, `channel_rfwd_bind_host`); nil for a socket on its side, which
    /// libssh2 does not know and the settings refuse.
    init?(_ spec: ForwardSpec) {
        guard case .tcp(let bind, let port) = spec.listen else { return nil }
        let host =
            switch bind {
            case .unspecified, .localhost: "localhost"
            case .wildcard: ""
            case .address(let address): address
            }
        self.init(host: host, port: port, target: spec.target)
    }
}
