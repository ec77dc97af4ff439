import CommandSupport
import Settings

/// What `-G` and `-Q` print on standard output.
enum Listing {
    /// The settings, in the form of a configuration file.
    static func print(_ settings: ClientSettings) -> Int32 {
        for line in settings.dump(defaults: .transport) { Swift.print(line) }
        return ExitStatus.success
    }

    /// The algorithms of one kind.
    static func print(_ query: AlgorithmQuery) -> Int32 {
        let defaults = AlgorithmDefaults.transport
        let lines =
            switch query {
            case .cipher: defaults.ciphers
            case .compression: ["none"]
            case .kex: defaults.keyExchanges
            case .key: defaults.publicKeys.map { $0.hasPrefix("rsa-") ? "ssh-rsa" : $0 }
            case .mac: defaults.macs
            case .protocolVersion: ["2"]
            case .sig: defaults.publicKeys
            case .help: AlgorithmQuery.allCases.filter { $0 != .help }.map(\.rawValue)
            }
        var seen: Set<String> = []
        for line in lines where seen.insert(line).inserted { Swift.print(line) }
        return ExitStatus.success
    }
}
