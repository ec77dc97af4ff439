package import TunnelModel

/// An end as a person gives it: after a span from now, `8h`, or at a time, `2026-12-31T23:59:59Z`.
package struct Until: ValidatedText {
    /// `end`.
    package static let kind = "end"

    private enum Value: Sendable, Hashable {
        case after(TimeSpan)
        case at(UTCTime)
    }

    private let value: Value

    /// The span or the time.
    package var text: String {
        switch value {
        case .after(let span): span.text
        case .at(let time): time.text
        }
    }

    /// After a span from now.
    package init(after span: TimeSpan) { value = .after(span) }

    /// At a time.
    package init(at time: UTCTime) { value = .at(time) }

    /// Checks a text.
    package init(_ text: String) throws(TextFault) {
        if let span = try? TimeSpan(text) {
            guard span.seconds > 0 else { throw TextFault(Self.kind, text, "it is over at once") }
            value = .after(span)
        } else if let time = try? UTCTime(text) {
            value = .at(time)
        } else {
            throw TextFault(Self.kind, text, "write it as 90s, 10m, 8h, 30d, 2w or 2026-12-31T23:59:59Z")
        }
    }

    /// The time that is meant when it is `now`.
    package func time(now: UTCTime) -> UTCTime {
        switch value {
        case .after(let span): now + span
        case .at(let time): time
        }
    }
}
