import Glibc
import NIOCore

/// Talks to one client at a time each: reads a request, has it done, sends the answer, and only then reads the next.
/// So a client that does not read its answers holds up nobody but itself.
struct ControlService<Handler: ControlHandler>: Sendable {
    let handler: Handler
    let report: @Sendable (ControlEvent) -> Void
    let greetingTime: TimeAmount
    /// Closes the listening socket and removes its file.
    let stop: @Sendable () async -> Void

    /// Talks to the client until it goes, errs, or the task is cancelled; closes its channel.
    func attend(_ caller: ControlCaller) async {
        let channel = caller.channel
        guard caller.isAllowed else {
            report(.refusedUser(uid: caller.uid ?? .max, ours: getuid()))
            return channel.close(promise: nil)
        }
        do {
            try await withTaskCancellationHandler {
                try await talk(on: channel)
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            if !Task.isCancelled, !Self.isOrdinary(error) { report(.dropped(ErrorWords.text(error))) }
        }
    }

    private func talk(on channel: any Channel) async throws {
        let messages = try await channel.eventLoop.submit {
            let frames = ByteToMessageHandler(ControlFrames(takesRequests: true))
            try channel.pipeline.syncOperations.addHandler(frames)
            return try NIOAsyncChannel<[UInt8], Never>(wrappingChannelSynchronously: channel)
        }.get()
        try await messages.executeThenClose { bodies in
            var conversation = ControlConversation(pid: UInt32(bitPattern: getpid()))
            try await send(.hello(version: ControlNumber.version), on: channel)
            try await channel.setOption(.autoRead, value: true).get()
            // Nothing waits between here and the loop, so that what the deadline throws is what ends it.
            let deadline = channel.eventLoop.scheduleTask(in: greetingTime) {
                channel.pipeline.fireErrorCaught(ControlLate())
                channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            for try await body in bodies {
                let step = try conversation.received(body)
                if conversation.isGreeted { deadline.cancel() }
                try await perform(step, on: channel)
            }
        }
    }

    private func perform(_ step: ControlConversation.Step, on channel: any Channel) async throws {
        switch step {
        case .nothing: break
        case .answer(let reply): try await send(reply, on: channel)
        case .refuse(let reply, let what):
            report(.refusedRequest(what))
            try await send(reply, on: channel)
        case .forward(let id, let spec): try await send(await handler.forward(spec), to: id, on: channel)
        case .cancel(let id, let spec): try await send(await handler.cancel(spec), to: id, on: channel)
        case .stopListening(let id):
            await stop()
            report(.stoppedListening)
            try await send(.ok(id: id), on: channel)
        case .exit(let id):
            report(.askedToExit)
            // The answer is in the system's hands before the program begins to end.
            try? await send(.ok(id: id), on: channel)
            await handler.exit()
        }
    }

    private func send(_ result: ControlResult, to id: UInt32, on channel: any Channel) async throws {
        switch result {
        case .ok: try await send(.ok(id: id), on: channel)
        case .remotePort(let port): try await send(.remotePort(id: id, port: UInt32(port)), on: channel)
        case .failed(let reason):
            report(.failed(reason))
            try await send(.failure(id: id, reason: reason), on: channel)
        }
    }

    private func send(_ reply: ControlReply, on channel: any Channel) async throws {
        try await channel.writeAndFlush(ControlFrames.frame(reply.encoded)).get()
    }

    /// A client that goes without waiting for its answer is nothing to report.
    private static func isOrdinary(_ error: any Error) -> Bool {
        if let error = error as? IOError { return error.errnoCode == EPIPE || error.errnoCode == ECONNRESET }
        return error is ChannelError
    }
}
