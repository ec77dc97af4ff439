/// What a `FaultProxy` counts and is told, per direction.
struct FaultTraffic: Sendable {
    struct Lane: Sendable {
        var passed = 0
        var isHeld = false
    }

    var toServer = Lane()
    var toClient = Lane()
    /// Grows with each cut on command, so that held lanes look at their sockets again.
    var cuts = 0

    subscript(_ direction: FaultProxy.Direction) -> Lane {
        get { direction == .toServer ? toServer : toClient }
        set {
            switch direction {
            case .toServer: toServer = newValue
            case .toClient: toClient = newValue
            }
        }
    }
}
