/// Who asks the keeper, as the peer uid of the socket tells it.
package enum KeeperCaller: Sendable, Hashable, CaseIterable {
    /// Root, or the keeper's own user. Where all roles share one login this is everybody.
    case administrator
    /// sshd's AuthorizedKeysCommandUser.
    case keys
    /// The forced command at the login of devices.
    case device
    /// The forced command at the login of operators.
    case `operator`
    /// The forced command at the login of enrollees.
    case enrollee

    /// Whether a verb may be used.
    package func may(_ verb: KeeperVerb) -> Bool {
        switch self {
        case .administrator: true
        case .keys: verb == .authorizedKeys
        case .device: verb == .sessionHello || verb == .sessionBound
        case .operator:
            [.sessionList, .sessionResolve, .sessionOpen, .sessionRelayed, .sessionWhoAmI, .sessionWhy].contains(verb)
        case .enrollee: verb == .sessionEnroll
        }
    }
}
