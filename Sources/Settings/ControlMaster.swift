/// Whether to share one connection over a control socket (ssh_config(5), ControlMaster).
package enum ControlMaster: String, Sendable, Hashable, CaseIterable {
    /// Use a master if ControlPath is set and one listens there; be none.
    case no = "false"
    /// Be the master (`-M`).
    case yes = "true"
    /// Be the master, and let a person confirm each use (`-MM`).
    case ask
    /// Use a master if there is one, else be it.
    case auto
    /// Both of the last two.
    case autoAsk = "autoask"

    /// ssh's spellings, in lower case.
    static let spellings: [String: ControlMaster] = [
        "yes": .yes, "true": .yes, "no": .no, "false": .no, "ask": .ask, "auto": .auto, "autoask": .autoAsk,
    ]
}
