import TunnelModel

/// Values of a shape that one keyword alone has.
extension SettingValues {
    /// A port, 1–65535, or a service name.
    mutating func port(_ lookups: Lookups) throws(SettingsError) -> UInt16 {
        let word = try word()
        guard let port = PortNumber.parse(word, service: lookups.service), port > 0 else {
            throw fault("Bad port '\(word)'.")
        }
        return port
    }

    /// The two words of a forward, or the one of a SOCKS proxy.
    mutating func forward(_ kind: ForwardKind, _ lookups: Lookups) throws(SettingsError) -> ForwardSpec {
        let listen = try word()
        let target: String?
        switch kind {
        case .local, .stdio: target = try word(missing: "Missing target argument.")
        case .remote: target = optionalWord()
        case .dynamic: target = nil
        }
        do {
            return try ForwardSpec(
                listen: listen, target: target, kind: kind, environment: lookups.environment,
                service: lookups.service)
        } catch {
            throw fault("Bad forwarding specification.", advice: error.advice)
        }
    }

    /// The hosts of ProxyJump; empty for `none`.
    mutating func jump(_ lookups: Lookups) throws(SettingsError) -> [JumpHop] {
        let text = command()
        guard let hops = JumpHop.list(text, service: lookups.service) else {
            throw fault("Invalid ProxyJump \"\(text)\"")
        }
        return hops
    }

    /// Permission bits in octal, 0–0777. As in ssh, what follows the digits does not count.
    mutating func mask() throws(SettingsError) -> UInt32 {
        let word = try word(missing: "Missing StreamLocalBindMask argument.")
        guard let mask = UInt32(word.prefix { ("0"..."7").contains($0) }, radix: 8), mask <= 0o777 else {
            throw fault("Bad mask.")
        }
        return mask
    }

    /// `no`, `yes` or a time.
    mutating func controlPersist() throws(SettingsError) -> String {
        let word = try word(missing: "Missing ControlPersist argument.")
        guard ["no", "false", "yes", "true"].contains(word) || TimeSpan.seconds(word) != nil else {
            throw fault("Bad ControlPersist argument.")
        }
        return word
    }

    /// `none`, `SSH_AUTH_SOCK`, `$NAME` or a path.
    mutating func agent(_ lookups: Lookups) throws(SettingsError) -> String {
        let word = try word()
        do {
            _ = try EnvironmentExpansion.expand(word, lookup: lookups.environment)
        } catch {
            throw fault("Invalid environment expansion \(word).", advice: error.description)
        }
        if word.hasPrefix("$"), !word.hasPrefix("${"), !AgentAddress.isName(word.dropFirst()) {
            throw fault("Invalid environment name \(word).")
        }
        return word
    }
}
