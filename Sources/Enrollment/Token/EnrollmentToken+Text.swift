import CCrypto
package import TunnelModel

// The bytes behind `sp1_`: version 1; uint16 count of all bytes; purpose; number, 7 bits a byte, least first, the high
// bit set on all but the last; login; count of addresses, each a host and a uint16 port; count of host keys, each 32
// bytes; the seed, 32 bytes; the first 4 bytes of the SHA-256 of all before. Texts have a byte of length in front.
extension EnrollmentToken {
    private static let prefix = "sp1_"
    private static let version: UInt8 = 1
    /// The shortest has about 110 bytes, the longest about 2,400.
    private static let counts = 80...2_600

    /// The token as one word of lower-case letters and digits.
    package var text: Secret<String> {
        var body = TokenBytes()
        body.write(byte: purpose.rawValue)
        body.write(number: UInt64(id.number))
        body.write(text: whereabouts.login.text)
        body.write(byte: UInt8(whereabouts.bastions.count))
        for address in whereabouts.bastions {
            body.write(text: address.host)
            body.write(uint16: address.port)
        }
        body.write(byte: UInt8(whereabouts.hostKeys.count))
        for key in whereabouts.hostKeys { body.write(raw: key.digest) }
        body.write(raw: seed.reveal())
        var whole = TokenBytes()
        whole.write(byte: Self.version)
        whole.write(uint16: UInt16(3 + body.bytes.count + 4))
        whole.write(raw: body.bytes)
        whole.write(raw: Self.checksum(whole.bytes))
        return Secret(Self.prefix + CrockfordBase32.encode(whole.bytes))
    }

    /// Reads a token; blanks and line breaks anywhere in it do no harm.
    package init(text: String) throws(EnrollmentTokenError) {
        let characters = text.utf8.filter { !" \t\r\n".utf8.contains($0) }
        let bytes = try Self.bytes(characters)
        var reader = TokenBytes(bytes)
        // From here on the checksum has been right: what is wrong now was made wrong.
        guard let token = try? Self.read(&reader) else { throw .mistyped }
        self = token
    }

    /// The bytes between the count and the checksum, both of which are right.
    private static func bytes(_ characters: [UInt8]) throws(EnrollmentTokenError) -> [UInt8] {
        let head = HostPattern.lowercased(String(decoding: characters.prefix(16), as: UTF8.self))
        guard head.hasPrefix(prefix) else {
            // `sp`, another number, `_`: a token of a time to come.
            let digits = head.utf8.dropFirst(2).prefix { (0x30...0x39).contains($0) }
            let isToken = head.hasPrefix("sp") && !digits.isEmpty && head.utf8.dropFirst(2 + digits.count).first == 0x5F
            if !isToken, prefix.hasPrefix(head), !head.isEmpty { throw .cut(characters: characters.count, of: nil) }
            throw isToken ? .newerVersion : .notAToken
        }
        var values: [UInt8] = []
        for (index, character) in characters.enumerated().dropFirst(prefix.utf8.count) {
            guard let value = CrockfordBase32.value(of: character) else { throw .strangeCharacter(position: index + 1) }
            values.append(value)
        }
        let (bytes, isExact) = CrockfordBase32.decode(values)
        guard bytes.count >= 3 else { throw .cut(characters: characters.count, of: nil) }
        let count = Int(bytes[1]) << 8 | Int(bytes[2])
        guard bytes[0] == version, counts.contains(count) else { throw .mistyped }
        let whole = prefix.utf8.count + (count * 8 + 4) / 5
        guard characters.count >= whole else { throw .cut(characters: characters.count, of: whole) }
        guard characters.count == whole, isExact, checksum(Array(bytes.dropLast(4))) == Array(bytes.suffix(4)) else {
            throw .mistyped
        }
        return Array(bytes[3..<(count - 4)])
    }

    private static func read(_ reader: inout TokenBytes) throws -> EnrollmentToken {
        guard let purpose = Purpose(rawValue: try reader.readByte()),
            let id = TokenID(number: Int64(clamping: try reader.readNumber()))
        else { throw EnrollmentTokenError.mistyped }
        let login = try LoginName(try reader.readText())
        let bastions = try (0..<(try reader.readByte())).map { _ in
            try HostPort(host: try reader.readText(), port: try reader.readUInt16())
        }
        let hostKeys = try (0..<(try reader.readByte())).map { _ in
            guard let key = KeyFingerprint(digest: try reader.readRaw(32)) else { throw EnrollmentTokenError.mistyped }
            return key
        }
        let seed = try reader.readRaw(32)
        guard reader.bytes.isEmpty else { throw EnrollmentTokenError.mistyped }
        return try EnrollmentToken(
            purpose: purpose, id: id,
            whereabouts: Whereabouts(bastions: bastions, hostKeys: hostKeys, login: login), seed: seed)
    }

    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let status = sallyport_sha256(bytes, bytes.count, &digest)
        precondition(status == 0, "libcrypto gives no SHA-256: look at its configuration, openssl.cnf")
        return Array(digest.prefix(4))
    }
}
