import NIOCore
import TunnelModel

/// What all relays of one forwarder share: numbers, and who is told of events. Confined to the link's event loop.
final class RelayBooks {
    private var numbers = ChannelNumbers()
    private let report: @Sendable (ForwardEvent) -> Void

    init(report: @escaping @Sendable (ForwardEvent) -> Void) {
        self.report = report
    }

    func takeNumber() -> Int { numbers.take() }

    func giveBack(_ number: Int) { numbers.giveBack(number) }

    func tell(_ event: ForwardEvent) { report(event) }
}
