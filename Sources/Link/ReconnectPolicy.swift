package import NIOCore

/// When a link that was lost is tried again.
///
/// Each cause has a ladder of its own, and climbs it alone. A link that was up for a minute has earned all first steps
/// again. One that is lost sooner goes on where it was: a server that lets us in and
/// throws us out at once is not to be asked once a second.
package struct ReconnectPolicy: Sendable {
    /// The ladder of each cause.
    package var ladders: [ReconnectCause: BackoffLadder] = [
        .network: BackoffLadder(base: .seconds(1), ceiling: .minutes(5)),
        .refused: BackoffLadder(base: .seconds(1), ceiling: .minutes(5)),
        .authentication: BackoffLadder(floor: .seconds(60), base: .seconds(30), ceiling: .minutes(15)),
        .hostKey: BackoffLadder(floor: .minutes(5), base: .seconds(60), ceiling: .minutes(15)),
        .incompatible: BackoffLadder(floor: .seconds(60), base: .seconds(60), ceiling: .minutes(15)),
    ]
    /// A link that was up for so long starts anew. Default 60 s.
    package var stableTime = TimeAmount.seconds(60)

    private var failures: [ReconnectCause: Int] = [:]
    private var upSince: NIODeadline?

    /// The default ladders.
    package init() {}

    /// The link is up.
    package mutating func cameUp(at now: NIODeadline) {
        upSince = now
    }

    /// It was lost, or an attempt failed, for this reason.
    /// - Returns: how long to wait before the next attempt.
    package mutating func delay(
        after cause: ReconnectCause, at now: NIODeadline, using dice: inout some RandomNumberGenerator
    ) -> TimeAmount {
        if let upSince, now - upSince >= stableTime { failures = [:] }
        upSince = nil
        let count = (failures[cause] ?? 0) + 1
        failures[cause] = count
        guard let ladder = ladders[cause] else { return .seconds(1) }
        return ladder.delay(after: count, using: &dice)
    }
}
