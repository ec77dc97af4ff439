package import NIOCore
import NIOPosix
package import TunnelModel

/// Asks a running master, ours or ssh's, over its control socket.
package struct ControlClient: Sendable {
    /// The longest path in bytes: sun_path less its final zero.
    package static let maximumPathLength = 107

    let path: String
    let loop: any EventLoop
    let patience: TimeAmount

    /// A client of the master at `path`. `patience` is how long one answer may take; ssh would wait for ever.
    package init(path: String, loop: any EventLoop, patience: TimeAmount = .seconds(60)) {
        self.path = path
        self.loop = loop
        self.patience = patience
    }

    /// Has the master do one command. `forwards` are those of the command line, for `.forward` and `.cancel`.
    package func perform(_ command: ControlCommand, forwards: [ForwardSpec] = []) async -> ControlOutcome {
        var outcome = ControlOutcome()
        do throws(ControlFault) {
            try await talk { exchange in
                switch command {
                case .check: await check(&exchange, &outcome)
                case .exit: await exit(&exchange, &outcome)
                case .stop: await stop(&exchange, &outcome)
                case .forward, .cancel: await request(forwards, command, &exchange, &outcome)
                }
            }
        } catch {
            outcome.status = 255
            switch error {
            case .tooLong, .notConnected: outcome.lines.append(ControlLine(Self.words(error), .fatal))
            default: outcome.lines += Self.lines(forHello: error)
            }
        }
        return outcome
    }

    /// Connects, greets, and lets `body` ask. `body` deals with the faults of its own requests.
    func talk(_ body: (inout ControlExchange) async -> Void) async throws(ControlFault) {
        guard path.utf8.count <= Self.maximumPathLength else { throw .tooLong(path: path) }
        let messages = try await connect()
        let channel = messages.channel
        do {
            try await withTaskCancellationHandler {
                try await messages.executeThenClose { replies, _ in
                    var exchange = ControlExchange(channel: channel, replies: replies, patience: patience)
                    try await exchange.greet()
                    await body(&exchange)
                }
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch let fault as ControlFault {
            throw fault
        } catch is ChannelError {
            // Closing what the master has closed already.
        } catch {
            throw .broken(ErrorWords.text(error))
        }
    }

    private func connect() async throws(ControlFault) -> NIOAsyncChannel<[UInt8], ByteBuffer> {
        do {
            return try await ClientBootstrap(group: loop).connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let frames = ByteToMessageHandler(ControlFrames(takesRequests: false))
                    try channel.pipeline.syncOperations.addHandler(frames)
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
        } catch let error as IOError {
            throw .notConnected(path: path, code: error.errnoCode)
        } catch {
            throw .broken(ErrorWords.text(error))
        }
    }
}
