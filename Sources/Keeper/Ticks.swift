import NIOCore

/// A beat on an event loop. A beat that nobody is ready for is left out.
enum Ticks {
    static func every(_ interval: TimeAmount, on loop: any EventLoop) -> AsyncStream<Void> {
        let (beats, beat) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let task = loop.scheduleRepeatedTask(initialDelay: .zero, delay: interval) { _ in beat.yield() }
        beat.onTermination = { _ in task.cancel() }
        return beats
    }
}
