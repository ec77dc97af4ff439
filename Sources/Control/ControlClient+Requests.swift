import TunnelModel

extension ControlClient {
    /// `-O check`.
    func check(_ exchange: inout ControlExchange, _ outcome: inout ControlOutcome) async {
        switch await Self.answer(&exchange, { .aliveCheck(id: $0) }) {
        case .success(.alive(_, let pid)):
            outcome.lines.append(ControlLine("Master running (pid=\(pid))", .answer))
        case .success(.permissionDenied(_, let reason)), .success(.failure(_, let reason)):
            outcome.fail("mux_client_request_alive: master returned error: \(reason)")
        case .success(let reply): outcome.fail("mux_client_request_alive: \(Self.unexpected(reply))")
        case .failure(.outOfSequence(let mine, let theirs)):
            outcome.fail("mux_client_request_alive: \(Self.outOfSequence(mine, theirs))")
        case .failure: outcome.fail("muxclient: master alive check failed")
        }
    }

    /// `-O exit`. A master that is gone before it has answered did what it was asked.
    func exit(_ exchange: inout ControlExchange, _ outcome: inout ControlOutcome) async {
        switch await Self.answer(&exchange, { .terminate(id: $0) }) {
        case .success(.ok), .failure(.closed):
            outcome.lines.append(ControlLine("Exit request sent.", .notice))
        case .success(.permissionDenied(_, let reason)):
            outcome.fail("Master refused termination request: \(reason)")
        case .success(.failure(_, let reason)):
            outcome.fail("mux_client_request_terminate: termination request failed: \(reason)")
        case .success(let reply): outcome.fail("mux_client_request_terminate: \(Self.unexpected(reply))")
        case .failure(let fault): outcome.fail("mux_client_request_terminate: \(Self.words(fault))")
        }
    }

    /// `-O stop`.
    func stop(_ exchange: inout ControlExchange, _ outcome: inout ControlOutcome) async {
        switch await Self.answer(&exchange, { .stopListening(id: $0) }) {
        case .success(.ok):
            outcome.lines.append(ControlLine("Stop listening request sent.", .notice))
        case .success(.permissionDenied(_, let reason)):
            outcome.fail("Master refused stop listening request: \(reason)")
        case .success(.failure(_, let reason)):
            outcome.fail("mux_client_request_stop_listening: stop listening request failed: \(reason)")
        case .success(let reply): outcome.fail("mux_client_request_stop_listening: \(Self.unexpected(reply))")
        case .failure(let fault): outcome.fail("mux_client_request_stop_listening: \(Self.words(fault))")
        }
    }

    private static func answer(
        _ exchange: inout ControlExchange, _ make: (UInt32) -> ControlRequest
    ) async -> Result<ControlReply, ControlFault> {
        do { return .success(try await exchange.ask(make)) } catch { return .failure(error) }
    }

    /// ssh's words for an answer that does not belong here.
    static func unexpected(_ reply: ControlReply) -> String {
        let digits = String(reply.type, radix: 16)
        return "unexpected response from master 0x\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }

    /// ssh's words for the answer to another request.
    static func outOfSequence(_ mine: UInt32, _ theirs: UInt32) -> String {
        "out of sequence reply: my id \(mine) theirs \(theirs)"
    }

    /// ssh's words for a fault.
    static func words(_ fault: ControlFault) -> String {
        switch fault {
        case .tooLong(let path): "ControlPath too long ('\(path)' >= \(maximumPathLength + 1) bytes)"
        case .notConnected(let path, let code): "Control socket connect(\(path)): \(ErrorWords.text(code))"
        case .badHello(let words): words ?? "muxclient: master hello exchange failed"
        case .closed: "read from master failed: Broken pipe"
        case .broken(let words): "read from master failed: \(words)"
        case .outOfSequence(let mine, let theirs): outOfSequence(mine, theirs)
        }
    }

    /// The lines for greetings that did not fit together.
    static func lines(forHello fault: ControlFault) -> [ControlLine] {
        let last = ControlLine("muxclient: master hello exchange failed", .error)
        guard case .badHello(nil) = fault else { return [ControlLine(words(fault), .error), last] }
        return [last]
    }
}
