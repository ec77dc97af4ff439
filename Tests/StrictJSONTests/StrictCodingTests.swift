import StrictJSON
import Testing

@Suite("Strict coding")
struct StrictCodingTests {
    struct Level: Codable, Hashable {
        var number: Int

        init(_ number: Int) { self.number = number }

        init(from decoder: any Decoder) throws {
            number = try decoder.singleValueContainer().decode(Int.self)
            guard number < 10 else {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "a level is below 10"))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(number)
        }
    }

    struct Part: Codable, Hashable {
        var name: String
        var level: Level?
    }

    enum Choice: Codable, Hashable {
        case plain
        case parts([Part], last: Bool)
    }

    struct Whole: Codable, Hashable {
        var parts: [Part] = []
        var byName: [String: UInt8] = [:]
        var flag: Bool?
        var choice: Choice?
    }

    private let whole = Whole(
        parts: [Part(name: "a\n", level: Level(3)), Part(name: "b", level: nil)], byName: ["x": 255], flag: true,
        choice: .parts([Part(name: "c", level: nil)], last: false))

    private func decode<T: Decodable>(_ type: T.Type, _ text: String, lax: Bool = false) throws(JSONFault) -> T {
        try StrictDecoder(ignoresUnknownKeys: lax).decode(type, from: text.utf8)
    }

    @Test("writes members in the order of the type and leaves out what is nil")
    func encodes() throws {
        let text = String(decoding: try StrictEncoder().encode(whole), as: UTF8.self)
        #expect(
            text == #"{"parts":[{"name":"a\n","level":3},{"name":"b"}],"byName":{"x":255},"flag":true,"#
                + #""choice":{"parts":{"_0":[{"name":"c"}],"last":false}}}"#)
    }

    @Test("reads what it has written")
    func roundTrip() throws {
        for value in [whole, Whole(), Whole(choice: .plain)] {
            #expect(try StrictDecoder().decode(Whole.self, from: StrictEncoder().encode(value)) == value)
        }
        #expect(try StrictEncoder().encode([Int?.none, 1]) == Array("[null,1]".utf8))
        #expect(try decode([Int?].self, "[null,1]") == [nil, 1])
    }

    @Test("takes null for what is not there")
    func null() throws {
        #expect(try decode(Part.self, #"{"name":"a","level":null}"#) == Part(name: "a", level: nil))
    }

    @Test(
        "tells where something is wrong",
        arguments: [
            (#"{"parts":[{"name":"a"},{"name":1}],"byName":{}}"#, "parts[1].name: a string is due, not an integer"),
            (#"{"parts":[{"name":"a","level":12}],"byName":{}}"#, "parts[0].level: a level is below 10"),
            (
                #"{"parts":[{"name":"a","level":1.5}],"byName":{}}"#,
                "parts[0].level: an integer is due, not a number that is no 64-bit integer"
            ),
            (#"{"parts":[{"name":"a","levle":1}],"byName":{}}"#, "parts[0].levle: unknown key"),
            (#"{"parts":[{}],"byName":{}}"#, "parts[0].name: missing"),
            (#"{"parts":[]}"#, "byName: missing"),
            (#"{"parts":{},"byName":{}}"#, "parts: an array is due, not an object"),
            (#"{"parts":[],"byName":{"x":256}}"#, "byName.x: the number is out of range"),
            (#"{"parts":[],"byName":{"x":-1}}"#, "byName.x: the number is out of range"),
            (#"{"parts":[],"byName":{},"flag":1}"#, "flag: true or false is due, not an integer"),
            (#"{"parts":[],"byName":{},"choice":{"plain":{"x":1}}}"#, "choice.plain.x: unknown key"),
            (#"{"parts":[],"byName":{},"\u001b[2J":1}"#, #"\u{1b}[2J: unknown key"#),
            ("[]", "an object is due, not an array"),
        ])
    func faults(text: String, words: String) {
        do {
            _ = try decode(Whole.self, text)
            Issue.record("accepted")
        } catch {
            #expect(error.description == words)
        }
    }

    @Test("passes over unknown keys at every depth when it is told to, but over nothing else")
    func lax() throws {
        let text = #"{"parts":[{"name":"a","new":[1.5]}],"byName":{},"newer":{}}"#
        #expect(try decode(Whole.self, text, lax: true).parts == [Part(name: "a", level: nil)])
        #expect(throws: JSONFault.self) { try decode(Whole.self, text) }
        #expect(throws: JSONFault.self) { try decode(Whole.self, #"{"parts":[{"new":1}],"byName":{}}"#, lax: true) }
    }

    @Test("does not write what it would not read")
    func refusesToWrite() {
        #expect(throws: JSONFault.self) { try StrictEncoder().encode([1.5]) }
        #expect(throws: JSONFault.self) { try StrictEncoder().encode([UInt64.max]) }
        #expect(throws: JSONFault(.tooLong(limit: 8), .path(""))) {
            try StrictEncoder(limits: JSONLimits(bytes: 8)).encode("1234567")
        }
        #expect(throws: JSONFault(.tooDeep(limit: 1), .path(""))) {
            try StrictEncoder(limits: JSONLimits(bytes: 8, depth: 1)).encode([[1]])
        }
    }
}

@Suite("A value without properties")
struct EmptyValueTests {
    struct Nothing: Codable, Hashable {}

    @Test("is an empty object and nothing else")
    func empty() throws {
        #expect(try StrictEncoder().encode(Nothing()) == Array("{}".utf8))
        #expect(try StrictDecoder().decode(Nothing.self, from: "{}".utf8) == Nothing())
        for text in ["{\"x\":1}", "[]", "1", "null"] {
            #expect(throws: JSONFault.self) { try StrictDecoder().decode(Nothing.self, from: text.utf8) }
        }
        #expect(try StrictDecoder(ignoresUnknownKeys: true).decode(Nothing.self, from: "{\"x\":1}".utf8) == Nothing())
    }
}
