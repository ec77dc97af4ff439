import TunnelModel

/// A forward as the multiplexing protocol writes it: five fields that may also make no sense.
struct ControlForward: Hashable {
    /// 1 local, 2 remote, 3 dynamic.
    var type: UInt32
    /// The address to listen on, or a socket's path; empty when none was given.
    var listenHost: String
    /// The port, or `ControlNumber.pathPort`.
    var listenPort: UInt32
    /// The host to connect to, a socket's path, or `socks`.
    var connectHost: String
    /// The port, 0 for SOCKS, or `ControlNumber.pathPort`.
    var connectPort: UInt32
}

extension ControlForward {
    /// The fields of a specification, as ssh fills them; nil for `.stdio`, which is another request.
    init?(_ spec: ForwardSpec) {
        switch spec.kind {
        case .local: type = ControlNumber.localType
        case .remote: type = ControlNumber.remoteType
        case .dynamic: type = ControlNumber.dynamicType
        case .stdio: return nil
        }
        switch spec.listen {
        case .tcp(let bind, let port): (listenHost, listenPort) = (Self.host(bind), UInt32(port))
        case .unix(let path): (listenHost, listenPort) = (path, ControlNumber.pathPort)
        case nil: return nil
        }
        switch spec.target {
        case .tcp(let endpoint): (connectHost, connectPort) = (endpoint.host, UInt32(endpoint.port))
        case .unix(let path): (connectHost, connectPort) = (path, ControlNumber.pathPort)
        case .socks: (connectHost, connectPort) = ("socks", 0)
        }
    }

    /// The specification that these fields are; nil if ssh would answer `Invalid forwarding request`.
    ///
    /// What the user wrote as `:80:…` and as `*:80:…` comes back the same, as it does from `ForwardSpec(parsing:)`.
    var spec: ForwardSpec? {
        guard let listen = listenSide else { return nil }
        switch type {
        case ControlNumber.localType:
            return target.map { ForwardSpec(kind: .local, listen: listen, target: $0) }
        case ControlNumber.remoteType:
            let target = connectPort == 0 && !connectHost.isEmpty ? ForwardTarget.socks : self.target
            return target.map { ForwardSpec(kind: .remote, listen: listen, target: $0) }
        case ControlNumber.dynamicType:
            guard case .tcp = listen else { return nil }
            return ForwardSpec(kind: .dynamic, listen: listen, target: .socks)
        default: return nil
        }
    }

    private var listenSide: ListenSide? {
        if listenPort == ControlNumber.pathPort {
            return Self.isPath(listenHost) ? .unix(listenHost) : nil
        }
        guard let port = UInt16(exactly: listenPort), port > 0 || type == ControlNumber.remoteType,
            listenHost.utf8.count <= ForwardSpec.maximumHostLength
        else { return nil }
        return .tcp(bind: BindAddress(field: listenHost.isEmpty ? nil : listenHost), port: port)
    }

    private var target: ForwardTarget? {
        if connectPort == ControlNumber.pathPort {
            return Self.isPath(connectHost) ? .unix(connectHost) : nil
        }
        guard let port = UInt16(exactly: connectPort), port > 0,
            (1...ForwardSpec.maximumHostLength).contains(connectHost.utf8.count)
        else { return nil }
        return .tcp(Endpoint(host: connectHost, port: port))
    }

    private static func isPath(_ text: String) -> Bool {
        (1...ForwardSpec.maximumPathLength).contains(text.utf8.count)
    }

    private static func host(_ bind: BindAddress) -> String {
        switch bind {
        case .unspecified: ""
        case .wildcard: "*"
        case .localhost: "localhost"
        case .address(let host): host
        }
    }
}
