extension ForwardSpec {
    /// Reads a specification as it stands on the command line.
    ///
    /// `environment` answers `${NAME}`; `service` gives the port of a TCP service name.
    /// `-W` is stricter than ssh, which takes a bare port or a path and then ignores the option.
    package init(
        parsing text: String, kind: ForwardKind, environment: (String) -> String?, service: (String) -> UInt16?
    ) throws(ForwardSpecError) {
        let expanded: String
        do {
            expanded = try EnvironmentExpansion.expand(text, lookup: environment)
        } catch {
            throw ForwardSpecError(kind: kind, text: text, expansion: error)
        }
        guard
            let fields = ForwardField.split(expanded.utf8),
            let spec = Self.read(fields, kind: kind, service: service)
        else { throw ForwardSpecError(kind: kind, text: text) }
        self = spec
    }

    /// Reads the form of a configuration file, where the two sides are two words: `8080 host:80`.
    ///
    /// `target` is nil for DynamicForward and for a RemoteForward that is a reverse SOCKS proxy.
    package init(
        listen: String, target: String?, kind: ForwardKind, environment: (String) -> String?,
        service: (String) -> UInt16?
    ) throws(ForwardSpecError) {
        let joined = target.map { "\(listen):\($0)" } ?? listen
        try self.init(parsing: joined, kind: kind, environment: environment, service: service)
    }

    private static func read(
        _ fields: [ForwardField], kind: ForwardKind, service: (String) -> UInt16?
    ) -> ForwardSpec? {
        switch kind {
        case .local: return pair(fields, kind: kind, service: service)
        case .remote: return pair(fields, kind: kind, service: service) ?? socks(fields, kind: kind, service: service)
        case .dynamic: return socks(fields, kind: kind, service: service)
        case .stdio:
            guard fields.count == 2, !fields[1].isPath, let host = name(fields[0]),
                let port = PortNumber.parse(fields[1].text, service: service), port > 0
            else { return nil }
            return ForwardSpec(kind: kind, listen: nil, target: .tcp(Endpoint(host: host, port: port)))
        }
    }

    /// The forms with a listening side and a target.
    private static func pair(
        _ fields: [ForwardField], kind: ForwardKind, service: (String) -> UInt16?
    ) -> ForwardSpec? {
        let sides: (listen: ListenSide?, target: ForwardTarget?)
        switch fields.count {
        case 2 where fields[1].isPath:
            sides = (pathOrPort(fields[0], kind, service), path(fields[1]).map { .unix($0) })
        case 3 where fields[0].isPath:
            sides = (path(fields[0]).map { .unix($0) }, endpoint(fields[1], fields[2], service))
        case 3 where fields[2].isPath:
            sides = (tcp(fields[0], fields[1], kind, service), path(fields[2]).map { .unix($0) })
        case 3:
            sides = (tcp(nil, fields[0], kind, service), endpoint(fields[1], fields[2], service))
        case 4:
            sides = (tcp(fields[0], fields[1], kind, service), endpoint(fields[2], fields[3], service))
        default:
            return nil
        }
        guard let listen = sides.listen, let target = sides.target else { return nil }
        return ForwardSpec(kind: kind, listen: listen, target: target)
    }

    /// The forms with a listening side alone.
    private static func socks(
        _ fields: [ForwardField], kind: ForwardKind, service: (String) -> UInt16?
    ) -> ForwardSpec? {
        switch fields.count {
        case 1:
            return pathOrPort(fields[0], kind, service).map { ForwardSpec(kind: kind, listen: $0, target: .socks) }
        case 2 where fields[1].isPath:
            return pair(fields, kind: kind == .dynamic ? .local : kind, service: service)
        case 2:
            return tcp(fields[0], fields[1], kind, service).map { ForwardSpec(kind: kind, listen: $0, target: .socks) }
        default:
            return nil
        }
    }

    private static func pathOrPort(
        _ field: ForwardField, _ kind: ForwardKind, _ service: (String) -> UInt16?
    ) -> ListenSide? {
        field.isPath ? path(field).map { .unix($0) } : tcp(nil, field, kind, service)
    }

    private static func tcp(
        _ bind: ForwardField?, _ port: ForwardField, _ kind: ForwardKind, _ service: (String) -> UInt16?
    ) -> ListenSide? {
        guard let number = PortNumber.parse(port.text, service: service), number > 0 || kind == .remote else {
            return nil
        }
        guard let bind else { return .tcp(bind: .unspecified, port: number) }
        return name(bind).map { .tcp(bind: BindAddress(field: $0), port: number) }
    }

    private static func endpoint(
        _ host: ForwardField, _ port: ForwardField, _ service: (String) -> UInt16?
    ) -> ForwardTarget? {
        guard let host = name(host), let number = PortNumber.parse(port.text, service: service), number > 0 else {
            return nil
        }
        return .tcp(Endpoint(host: host, port: number))
    }

    private static func name(_ field: ForwardField) -> String? {
        field.bytes.count <= maximumHostLength ? field.text : nil
    }

    private static func path(_ field: ForwardField) -> String? {
        field.bytes.count <= maximumPathLength ? field.text : nil
    }
}
