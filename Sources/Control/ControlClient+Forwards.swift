import TunnelModel

extension ControlClient {
    /// `-O forward` and `-O cancel`: every forward is asked for, also after one that fails; local and dynamic ones
    /// come first.
    ///
    /// The status of a failed cancel is 0, as ssh has it.
    func request(
        _ forwards: [ForwardSpec], _ command: ControlCommand, _ exchange: inout ControlExchange,
        _ outcome: inout ControlOutcome
    ) async {
        let isCancel = command == .cancel
        guard await !requestAll(forwards, isCancel: isCancel, &exchange, &outcome) else { return }
        if isCancel {
            outcome.lines.append(ControlLine("muxclient: master cancel forward request failed", .error))
        } else {
            outcome.fail("muxclient: master forward request failed")
        }
    }

    /// Asks for all; false if one failed. What the server picked goes to the outcome's output.
    func requestAll(
        _ forwards: [ForwardSpec], isCancel: Bool, _ exchange: inout ControlExchange, _ outcome: inout ControlOutcome
    ) async -> Bool {
        var isDone = true
        for spec in forwards.filter({ $0.kind != .remote }) + forwards.filter({ $0.kind == .remote }) {
            guard let forward = ControlForward(spec) else { continue }
            let lines: [ControlLine]
            do throws(ControlFault) {
                let reply = try await exchange.ask { id in
                    isCancel ? .closeForward(id: id, forward) : .openForward(id: id, forward)
                }
                lines = Self.lines(for: reply, forward, isCancel: isCancel, &outcome)
            } catch .closed {
                return false
            } catch {
                outcome.lines.append(ControlLine("mux_client_forward: \(Self.words(error))", .error))
                return false
            }
            outcome.lines += lines
            if lines.contains(where: { $0.weight == .error }) { isDone = false }
        }
        return isDone
    }

    private static func lines(
        for reply: ControlReply, _ forward: ControlForward, isCancel: Bool, _ outcome: inout ControlOutcome
    ) -> [ControlLine] {
        switch reply {
        case .ok: return []
        case .remotePort(_, let port) where !isCancel:
            outcome.output += "\(port)\n"
            // For a target that is a path ssh writes no host and -2.
            let isPath = forward.connectPort == ControlNumber.pathPort
            let target = "\(isPath ? "" : forward.connectHost):\(Int32(bitPattern: forward.connectPort))"
            return [ControlLine("Allocated port \(port) for remote forward to \(target)", .verbose)]
        case .permissionDenied(_, let reason):
            return [ControlLine("Master refused forwarding request: \(reason)", .error)]
        case .failure(_, let reason):
            return [ControlLine("mux_client_forward: forwarding request failed: \(reason)", .error)]
        default: return [ControlLine("mux_client_forward: \(unexpected(reply))", .error)]
        }
    }
}
