import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("Strange JSON")
struct JSONFuzzTests {
    /// What we accept of bytes must mean the same when it is written and read again, and Foundation must accept it too.
    private func check(_ bytes: [UInt8]) throws -> Bool {
        guard let value = try? JSONValue(parsing: bytes) else { return false }
        #expect(try JSONValue(parsing: value.bytes) == value)
        let foundation = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
        #expect(foundation != nil, "Foundation refuses \(String(decoding: bytes, as: UTF8.self))")
        return true
    }

    private func value(_ dice: inout SplitMix, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &dice) {
        case 0: return .null
        case 1: return .bool(.random(using: &dice))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &dice) >> Int64.random(in: 0..<64, using: &dice))
        case 3: return .decimal("-1.5e\(Int.random(in: 1..<9, using: &dice))")
        case 4: return .string(text(&dice))
        case 5: return .array((0..<Int.random(in: 0..<5, using: &dice)).map { _ in value(&dice, depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<24, using: &dice) {
                _ = object.add(text(&dice), value(&dice, depth: depth - 1))
            }
            return .object(object)
        }
    }

    private func text(_ dice: inout SplitMix) -> String {
        var text = ""
        let scalars: [ClosedRange<UInt32>] = [0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
        for _ in 0..<Int.random(in: 0..<9, using: &dice) {
            let code = UInt32.random(in: scalars.randomElement(using: &dice) ?? 0...0, using: &dice)
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    @Test("any value is read back as it was written")
    func roundTrip() throws {
        var dice = SplitMix(state: 1)
        for _ in 0..<600 {
            let value = value(&dice, depth: 3)
            let bytes = value.bytes
            guard bytes.count <= JSONLimits.line.bytes else { continue }
            #expect(try JSONValue(parsing: bytes) == value)
        }
    }

    @Test("a text that is cut anywhere is refused, unless it is a number")
    func cuts() throws {
        var dice = SplitMix(state: 2)
        for _ in 0..<60 {
            let bytes = JSONValue.array([value(&dice, depth: 2)]).bytes
            for length in bytes.indices.prefix(2_000) {
                #expect(throws: JSONFault.self) { try JSONValue(parsing: bytes.prefix(length)) }
            }
        }
    }

    @Test("bytes changed at random are refused or mean what they say")
    func mutations() throws {
        var dice = SplitMix(state: 3)
        var accepted = 0
        for _ in 0..<4_000 {
            var bytes = value(&dice, depth: 2).bytes
            for _ in 0..<Int.random(in: 1...3, using: &dice) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[place] = .random(in: 0...255, using: &dice)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[place], at: place)
                default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                }
            }
            if try check(bytes) { accepted += 1 }
        }
        #expect(accepted > 100)
    }

    @Test("the signs of JSON in any order are refused or mean what they say")
    func soup() throws {
        var dice = SplitMix(state: 4)
        let words = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "d8", "00", "0", "-", "1", ".", "e", "null", " ", "a",
        ]
        for _ in 0..<40_000 {
            let text = (0..<Int.random(in: 1..<9, using: &dice)).compactMap { _ in words.randomElement(using: &dice) }
            _ = try check(Array(text.joined().utf8))
        }
    }
}
