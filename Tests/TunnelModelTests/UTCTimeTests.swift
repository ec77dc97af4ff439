import Foundation
import Testing
import TunnelModel

@Suite("Times and spans")
struct UTCTimeTests {
    @Test(
        "RFC 3339 is read and written",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600), ("2026-12-31T23:59:59Z", 1_798_761_599),
            ("2100-03-01T00:00:00Z", 4_107_542_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ])
    func bothWays(text: String, seconds: Int64) throws {
        #expect(try UTCTime(text).secondsSince1970 == seconds)
        #expect(UTCTime(secondsSince1970: seconds).text == text)
    }

    @Test("every day up to 2400 has the date that Foundation gives it")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for day in stride(from: 0, to: 157_000, by: 1) {
            let date = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86400))
            let time = UTCTime(secondsSince1970: Int64(day) * 86400)
            let words = time.text.prefix(10).split(separator: "-").compactMap { Int($0) }
            guard words == [date.year, date.month, date.day], try UTCTime(time.text) == time else {
                Issue.record("day \(day) is \(time.text)")
                return
            }
        }
    }

    @Test("offsets count, fractions are dropped, small letters are fine")
    func otherSpellings() throws {
        let noon = try UTCTime("2026-06-01T12:00:00Z")
        #expect(try UTCTime("2026-06-01T14:00:00+02:00") == noon)
        #expect(try UTCTime("2026-06-01T06:30:00-05:30") == noon)
        #expect(try UTCTime("2026-06-01t12:00:00.987z") == noon)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "now", "2026-06-01", "2026-06-01T12:00:00", "2026-06-01 12:00:00Z", "2026-02-29T00:00:00Z",
            "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "1969-12-31T23:59:59Z",
            "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00ZZ", "2026-01-01T00:00:00+2:00", "2026-01-01T00:00:00+24:00",
            "+026-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00",
        ])
    func refused(text: String) {
        #expect(throws: TextFault.self) { _ = try UTCTime(text) }
    }

    @Test("sshd gets its own form, in UTC")
    func sshdForm() throws {
        #expect(try UTCTime("2026-12-31T23:59:59Z").sshdText == "20261231235959Z")
    }

    @Test("times move by spans and stay within the years")
    func arithmetic() throws {
        let time = try UTCTime("2026-01-01T00:00:00Z")
        #expect((time + TimeSpan(seconds: 90)).text == "2026-01-01T00:01:30Z")
        #expect((time + TimeSpan(seconds: 90)) - time == 90)
        #expect(time - TimeSpan(seconds: 60) < time)
        #expect(UTCTime.latest + TimeSpan(seconds: 1) == .latest)
        #expect(UTCTime(secondsSince1970: -1).secondsSince1970 == 0)
    }

    @Test("spans are read as ssh reads them and written shortest")
    func spans() throws {
        for (text, seconds, short) in [
            ("90", 90, "1m30s"), ("90s", 90, "1m30s"), ("10m", 600, "10m"), ("8h", 28800, "8h"),
            ("30d", 2_592_000, "30d"),
            ("2w", 1_209_600, "14d"), ("1h30m", 5400, "1h30m"), ("0", 0, "0s"),
        ] {
            #expect(try TimeSpan(text).seconds == seconds)
            #expect(try TimeSpan(text).text == short)
            #expect(try TimeSpan(short).seconds == seconds)
        }
        for text in ["", "h", "1y", "-1h", "1 h", "99999999999"] {
            #expect(throws: TextFault.self) { _ = try TimeSpan(text) }
        }
    }
}
