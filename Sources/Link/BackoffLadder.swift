package import NIOCore

/// How long to wait before the next of several attempts: longer after each, with full jitter.
package struct BackoffLadder: Sendable, Equatable {
    /// Never less than this.
    package var floor: TimeAmount
    /// The most that is added after the first failure; doubled with each further one.
    package var base: TimeAmount
    /// The most that is waited in all.
    package var ceiling: TimeAmount

    /// Makes a ladder; nothing is checked.
    package init(floor: TimeAmount = .zero, base: TimeAmount, ceiling: TimeAmount) {
        self.floor = floor
        self.base = base
        self.ceiling = ceiling
    }

    /// The wait after `failures` (1 or more) failures in a row: the floor and a random share of what the step allows,
    /// so that a fleet that lost its server together does not come back together.
    func delay(after failures: Int, using dice: inout some RandomNumberGenerator) -> TimeAmount {
        let room = max(0, ceiling.nanoseconds - floor.nanoseconds)
        let (product, overflow) = base.nanoseconds.multipliedReportingOverflow(by: 1 << min(30, max(0, failures - 1)))
        let step = overflow ? room : min(room, product)
        return .nanoseconds(floor.nanoseconds + Int64.random(in: 0...max(0, step), using: &dice))
    }
}
