import CPosix
import Glibc
package import NIOCore
import NIOPosix

/// A master's control socket at work: clients come, ask, and are answered, all on the link's event loop.
package struct ControlServer: Sendable {
    /// Clients that are talked to at once; more wait in the system's queue of 64.
    static let maximumClients = 32

    private let loop: any EventLoop
    private let greetingTime: TimeAmount

    /// A server on this loop. `greetingTime` is how long a client may take to greet.
    package init(loop: any EventLoop, greetingTime: TimeAmount = .seconds(10)) {
        self.loop = loop
        self.greetingTime = greetingTime
    }

    /// Serves the socket until the task is cancelled, or a client has it stopped and the last client has gone.
    ///
    /// That it returns is no reason to end the program. The file is removed in any case. `report` is called from any
    /// thread.
    package func run(
        _ socket: ControlSocket, handler: some ControlHandler, report: @escaping @Sendable (ControlEvent) -> Void
    ) async throws(ControlSocketError) {
        let file = ControlSocketFile(socket)
        do {
            try await serve(socket, file, handler: handler, report: report)
        } catch {
            await file.remove()
            // A cancelled server ends with whatever that broke off.
            if !Task.isCancelled { throw .notServed(path: socket.path, words: ErrorWords.text(error)) }
        }
    }

    private func serve(
        _ socket: ControlSocket, _ file: ControlSocketFile, handler: some ControlHandler,
        report: @escaping @Sendable (ControlEvent) -> Void
    ) async throws {
        let listener = try await ServerBootstrap(group: loop)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptErrors(report: report))
                }
            }
            // Nothing is read before there is a task to take it.
            .childChannelOption(.autoRead, value: false)
            .bind(
                socket.made.descriptor,
                serverBackPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                childChannelInitializer: ControlCaller.identify)
        let service = ControlService(handler: handler, report: report, greetingTime: greetingTime) {
            await file.remove()
            listener.channel.close(promise: nil)
        }
        try await listener.executeThenClose { callers in
            try await Self.attend(callers, service: service)
            await file.remove()
        }
    }

    private static func attend(
        _ callers: NIOAsyncChannelInboundStream<ControlCaller>, service: ControlService<some ControlHandler>
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var count = 0
            for try await caller in callers {
                if count == maximumClients {
                    try await tasks.next()
                    count -= 1
                }
                count += 1
                tasks.addTask { await service.attend(caller) }
            }
            try await tasks.waitForAll()
        }
    }
}
