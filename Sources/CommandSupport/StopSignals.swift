import Dispatch
import Glibc

/// SIGINT, SIGTERM and SIGHUP as events: the way to ask a tunnel to close.
package final class StopSignals {
    /// The signals' numbers as they arrive.
    package let arrivals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over; from now on they no longer end the program by themselves.
    package init(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP]) {
        let (arrivals, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.arrivals = arrivals
        sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }
}
