/// A point in time in UTC, in whole seconds; years 1970–9999, leap seconds not counted.
///
/// The clock is read in one place, at the edge; everywhere else time is an argument.
package struct UTCTime: ValidatedText {
    /// `time`.
    package static let kind = "time"
    /// The latest time: 9999-12-31T23:59:59Z.
    package static let latest = UTCTime(secondsSince1970: 253_402_300_799)

    /// Seconds since 1970-01-01T00:00:00Z.
    package let secondsSince1970: Int64

    /// The time so many seconds after 1970; what lies outside the years 1970–9999 becomes the nearest bound.
    package init(secondsSince1970 seconds: Int64) {
        secondsSince1970 = min(max(seconds, 0), 253_402_300_799)
    }

    /// RFC 3339 in UTC: `2026-12-31T23:59:59Z`.
    package var text: String {
        let (date, time) = parts
        return "\(Self.pad(date.year, 4))-\(Self.pad(date.month))-\(Self.pad(date.day))T"
            + "\(Self.pad(time / 3600)):\(Self.pad(time / 60 % 60)):\(Self.pad(time % 60))Z"
    }

    /// The form of sshd's `expiry-time` option: `20261231235959Z` (sshd(8), AUTHORIZED_KEYS FILE FORMAT; UTC from 9.1 on).
    package var sshdText: String { String(text.filter { !"-T:".contains($0) }) }

    /// The time so much later; at most ``latest``.
    package static func + (time: UTCTime, span: TimeSpan) -> UTCTime {
        UTCTime(secondsSince1970: time.secondsSince1970 + Int64(span.seconds))
    }

    /// The time so much earlier; at least 1970.
    package static func - (time: UTCTime, span: TimeSpan) -> UTCTime {
        UTCTime(secondsSince1970: time.secondsSince1970 - Int64(span.seconds))
    }

    /// Seconds from the right time to the left; negative when the left is earlier.
    package static func - (left: UTCTime, right: UTCTime) -> Int64 { left.secondsSince1970 - right.secondsSince1970 }

    /// Order in time.
    package static func < (left: Self, right: Self) -> Bool { left.secondsSince1970 < right.secondsSince1970 }

    private var parts: (date: CivilDate, seconds: Int) {
        let seconds = Int(secondsSince1970)
        return (CivilDate(daysSince1970: seconds / 86400), seconds % 86400)
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
