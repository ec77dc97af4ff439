import Foundation
import Testing
import TunnelModel

@Suite("Text that can reach a terminal")
struct PlainTextTests {
    @Test(
        "human text of any language passes", arguments: ["", "Tür 3, Büro", "門 №1", String(repeating: "é", count: 128)])
    func good(text: String) throws {
        #expect(try PlainText(text).text == text)
        #expect(PlainText(cleaning: text).text == text)
    }

    @Test(
        "what acts on a terminal or hides is refused, and is cleaned where that was asked for",
        arguments: [
            "a\nb", "a\tb", "a\u{1B}b", "a\u{7F}b", "a\u{9B}b", "a\u{202E}b", "a\u{2066}b", "a\u{200B}b", "a\u{2028}b",
            "a\u{FEFF}b", "a\u{E0041}b", "a\u{E000}b",
        ])
    func bad(text: String) {
        #expect(throws: TextFault.self) { _ = try PlainText(text) }
        #expect(PlainText(cleaning: text).text == "a?b")
    }

    @Test("256 bytes are the most, and cleaning cuts between characters")
    func length() {
        let text = String(repeating: "€", count: 86)
        #expect(throws: TextFault.self) { _ = try PlainText(text) }
        #expect(PlainText(cleaning: text).text == String(repeating: "€", count: 85))
    }

    @Test("the fault names the character")
    func words() {
        let fault = #expect(throws: TextFault.self) { _ = try PlainText("a\u{1B}b") }
        #expect(fault?.description == "bad text 'a?b': the character U+001B in it is not allowed")
    }

    @Test("checked texts are single JSON strings, and decoding checks them")
    func codable() throws {
        struct Message: Codable, Equatable {
            var name: DeviceName
            var address: DeviceAddress
            var seen: UTCTime
            var grace: TimeSpan
        }
        let message = try Message(
            name: DeviceName("cam-1"), address: DeviceAddress(index: 7), seen: UTCTime("2026-01-02T03:04:05Z"),
            grace: TimeSpan("90s"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(message)
        let expected = #"{"address":"127.64.0.7","grace":"1m30s","name":"cam-1","seen":"2026-01-02T03:04:05Z"}"#
        #expect(String(decoding: json, as: UTF8.self) == expected)
        #expect(try JSONDecoder().decode(Message.self, from: json) == message)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([DeviceName].self, from: Data(#"["Cam 1"]"#.utf8))
        }
    }
}
