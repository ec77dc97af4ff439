import CPosix
import Glibc
package import TunnelModel

extension ControlClient {
    /// Has a running master set up the forwards, in place of a connection of one's own: what ssh does with a control
    /// path and no `-O`.
    ///
    /// ssh would then open a shell at the master, also with -N; we stay until the master ends or the task is
    /// cancelled, unless `stays` is false (`-f`). The forwards stay with the master either way, as ssh's do. `told`
    /// gets the lines of a success before the wait. `removesStale` is for `ControlMaster=auto`: a socket on which
    /// nobody listens is removed, so that one's own can be made.
    package func handOver(
        _ forwards: [ForwardSpec], stays: Bool, removesStale: Bool, told: ([ControlLine]) -> Void
    ) async -> HandOver {
        var outcome = ControlOutcome()
        var isTaken = false
        do throws(ControlFault) {
            try await talk { exchange in
                isTaken = await requestAll(forwards, isCancel: false, &exchange, &outcome)
                guard isTaken else { return }
                told(outcome.lines)
                if stays { await exchange.waitForEnd() }
            }
        } catch {
            if isTaken { return .ended(status: stays ? 255 : 0) }
            return .declined(declined(error, removesStale: removesStale))
        }
        if isTaken { return .ended(status: stays ? 255 : 0) }
        return .declined(outcome.lines + [ControlLine("muxclient: master forward request failed", .error)])
    }

    private func declined(_ fault: ControlFault, removesStale: Bool) -> [ControlLine] {
        switch fault {
        case .notConnected(_, let code) where code == ENOENT: return []
        case .notConnected(let path, let code) where code == ECONNREFUSED && removesStale:
            unlink(path)
            return []
        case .notConnected: return [ControlLine(Self.words(fault), .error)]
        case .tooLong: return [ControlLine(Self.words(fault), .fatal)]
        default: return Self.lines(forHello: fault)
        }
    }
}
