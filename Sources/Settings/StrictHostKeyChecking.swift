/// What to do with a host key that known_hosts does not confirm (ssh_config(5), StrictHostKeyChecking).
package enum StrictHostKeyChecking: Sendable, Hashable, CaseIterable {
    /// `yes`: refuse an unknown key and a changed one.
    case yes
    /// `accept-new`: record an unknown key, refuse a changed one.
    case acceptNew
    /// `no` or `off`: record an unknown key; go on with a changed one, but, as in ssh, without forwards.
    case off
    /// `ask`, the default: let a person decide about an unknown key, refuse a changed one.
    case ask

    /// ssh's spellings, in lower case.
    static let spellings: [String: StrictHostKeyChecking] = [
        "yes": .yes, "true": .yes, "no": .off, "false": .off, "off": .off, "ask": .ask, "accept-new": .acceptNew,
    ]
}
