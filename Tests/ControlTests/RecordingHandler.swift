import Control
import TestSupport
import TunnelModel

/// A master that keeps a list of forwards and sets up none.
struct RecordingHandler: ControlHandler {
    /// What happened to it, in order.
    let calls = Watched<[String]>([])
    /// The forwards that are there.
    let forwards = Watched<[ForwardSpec]>([])

    func forward(_ spec: ForwardSpec) async -> ControlResult {
        calls.update { $0.append("forward \(spec.kind)") }
        if case .tcp(_, let port) = spec.listen {
            if port == 1 { return .notSetUp(spec) }
            forwards.update { $0.append(spec) }
            return port == 0 ? .remotePort(40_001) : .ok
        }
        return .ok
    }

    func cancel(_ spec: ForwardSpec) async -> ControlResult {
        calls.update { $0.append("cancel \(spec.kind)") }
        return forwards.update { forwards in
            guard let index = forwards.firstIndex(of: spec) else { return .notForwarded }
            forwards.remove(at: index)
            return .ok
        }
    }

    func exit() async { calls.update { $0.append("exit") } }
}
