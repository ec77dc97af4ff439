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
        let zero = UInt8(ascii: "0")
        var text = Array("0000-00-00T00:00:00Z".utf8)
        for (place, number) in [(2, date.year % 100), (5, date.month), (8, date.day)] + Self.clock(time) {
            text[place] = zero + UInt8(number / 10)
            text[place + 1] = zero + UInt8(number % 10)
        }
        text[0] = zero + UInt8(date.year / 1000)
        text[1] = zero + UInt8(date.year / 100 % 10)
        return String(decoding: text, as: UTF8.self)
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

    /// Hours, minutes and seconds of a day, each with its place in the text.
    private static func clock(_ seconds: Int) -> [(Int, Int)] {
        [(11, seconds / 3600), (14, seconds / 60 % 60), (17, seconds % 60)]
    }
}
