/// What `-O` asks a running master for (ssh(1)).
package enum ControlCommand: String, Sendable, Hashable, CaseIterable {
    /// Whether it is there.
    case check
    /// Add the forwards that are given.
    case forward
    /// Take them away.
    case cancel
    /// End, connections and all.
    case exit
    /// Take no more clients: remove the socket.
    case stop
}
