import Foundation
import TestSupport
import Testing

@testable import TunnelModel

@Suite("The wire format")
struct WireTests {
    @Test("reads back what was written")
    func roundTrip() throws {
        var writer = SSHWireWriter()
        writer.write(uint32: 0xDEAD_BEEF)
        writer.write(string: Array("abc".utf8))
        writer.write(mpint: [0, 0x80, 1])
        writer.write(mpint: [])
        writer.write(byte: 7)
        var reader = SSHWireReader(writer.bytes)
        #expect(try reader.readUInt32() == 0xDEAD_BEEF)
        #expect(try reader.readString() == Array("abc".utf8))
        #expect(try reader.readMPInt() == [0x80, 1])
        #expect(try reader.readMPInt().isEmpty)
        #expect(try reader.readByte() == 7)
        #expect(reader.isAtEnd)
    }

    @Test("writes the mpint examples of RFC 4251 section 5")
    func examples() {
        func mpint(_ magnitude: [UInt8]) -> [UInt8] {
            var writer = SSHWireWriter()
            writer.write(mpint: magnitude)
            return writer.bytes
        }
        #expect(mpint([0]) == [0, 0, 0, 0])
        #expect(mpint([0x80]) == [0, 0, 0, 2, 0, 0x80])
        #expect(mpint([0x09, 0xA3]) == [0, 0, 0, 2, 0x09, 0xA3])
    }

    @Test("refuses a negative number and stays where it was")
    func negative() {
        var reader = SSHWireReader([0, 0, 0, 1, 0x80])
        #expect(throws: SSHWireError.negative) { try reader.readMPInt() }
        #expect(reader.remaining.count == 5)
    }

    @Test("cut anywhere is an error, and a length beyond the end is no trap")
    func cuts() {
        let bytes: [UInt8] = [0, 0, 0, 3, 1, 2, 3]
        for length in 0..<bytes.count {
            var reader = SSHWireReader(Array(bytes.prefix(length)))
            #expect(throws: SSHWireError.self) { try reader.readString() }
            #expect(reader.remaining == Array(bytes.prefix(length)))
        }
        var huge = SSHWireReader([0xFF, 0xFF, 0xFF, 0xFF, 1])
        #expect(throws: SSHWireError.truncated(needed: 0xFFFF_FFFF, left: 1)) { try huge.readString() }
    }

    @Test("in base64 agrees with Foundation, both ways")
    func base64() {
        var dice = SplitMix(state: 3)
        for length in 0...70 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
        }
    }

    @Test(
        "in base64 refuses what is not canonical",
        arguments: ["A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "AA=A", "AA A", "AA\n="])
    func badBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
