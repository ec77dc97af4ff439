extension UTCTime {
    /// Reads RFC 3339: `2026-12-31T23:59:59Z`. A fraction of a second is dropped, an offset such as `+02:00` counted in.
    ///
    /// Throws for dates and times of day that do not exist, the 60th second, and years before 1970.
    package init(_ text: String) throws(TextFault) {
        let form = "write it as 2026-12-31T23:59:59Z"
        guard let reading = Reading(text) else { throw TextFault(Self.kind, text, form) }
        guard let date = CivilDate(year: reading.year, month: reading.month, day: reading.day),
            reading.hour < 24, reading.minute < 60, reading.second < 60, abs(reading.offset) < 86400
        else { throw TextFault(Self.kind, text, "there is no such day or time of day") }
        let time = reading.hour * 3600 + reading.minute * 60 + reading.second - reading.offset
        let seconds = date.daysSince1970 * 86400 + time
        guard (0...UTCTime.latest.secondsSince1970).contains(Int64(seconds)) else {
            throw TextFault(Self.kind, text, "years go from 1970 to 9999")
        }
        self.init(secondsSince1970: Int64(seconds))
    }

    /// The numbers of an RFC 3339 text, in its fixed columns; nothing is known yet about their ranges.
    private struct Reading {
        var year = 0
        var month = 0
        var day = 0
        var hour = 0
        var minute = 0
        var second = 0
        /// Seconds east of UTC.
        var offset = 0

        init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard (20...40).contains(bytes.count) else { return nil }
            let separators: [(Int, String)] = [(4, "-"), (7, "-"), (10, "Tt"), (13, ":"), (16, ":")]
            for (position, allowed) in separators where !allowed.utf8.contains(bytes[position]) { return nil }
            guard let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
                let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
                let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19])
            else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
            (self.hour, self.minute, self.second) = (hour, minute, second)
            var rest = bytes[19...]
            if rest.first == UInt8(ascii: ".") {
                let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty else { return nil }
                rest = rest[digits.endIndex...]
            }
            guard let offset = Self.offset(rest) else { return nil }
            self.offset = offset
        }

        private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
            guard let sign = bytes.first else { return nil }
            let start = bytes.startIndex + 1
            if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
            guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6,
                bytes[start + 2] == UInt8(ascii: ":"), let hours = number(bytes[start..<start + 2]),
                let minutes = number(bytes[(start + 3)...]), hours < 24, minutes < 60
            else { return nil }
            return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
        }

        private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
    }
}
