import NIOCore
import TunnelModel

/// What all relays of one forwarder share: numbers, the open relays, and who is told of events. Confined to the link's event loop.
final class RelayBooks {
    private var numbers = ChannelNumbers()
    private var relays: [Int: RelayHandler] = [:]
    /// Those who wait for the moment without an open relay.
    private var idlers: [EventLoopPromise<Void>] = []
    private let report: @Sendable (ForwardEvent) -> Void

    init(report: @escaping @Sendable (ForwardEvent) -> Void) {
        self.report = report
    }

    func takeNumber() -> Int { numbers.take() }

    func giveBack(_ number: Int) {
        relays[number] = nil
        numbers.giveBack(number)
        guard relays.isEmpty else { return }
        let waiting = idlers
        idlers = []
        for promise in waiting { promise.succeed(()) }
    }

    /// Completes the promise as soon as no relay is open.
    func tellWhenIdle(_ promise: EventLoopPromise<Void>) {
        if relays.isEmpty { promise.succeed(()) } else { idlers.append(promise) }
    }

    /// Keeps a relay at hand whose socket is there, until its number is given back.
    func enter(_ relay: RelayHandler, _ number: Int) { relays[number] = relay }

    /// All relays that have a socket.
    var openRelays: [RelayHandler] { Array(relays.values) }

    func tell(_ event: ForwardEvent) { report(event) }
}
