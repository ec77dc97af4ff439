import Testing

@testable import Keys

@Suite("Blowfish and bcrypt_pbkdf")
struct BlowfishTests {
    @Test("start from the fraction of pi, whose first and last table words are well known")
    func pi() {
        let words = PiFraction.words(18 + 4 * 256)
        #expect(words.count == 1042)
        #expect(Array(words.prefix(4)) == [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344])
        #expect(words[18] == 0xd131_0ba6)
        #expect(words.last == 0x3ac3_72e6)
    }

    @Test("do not depend on how many words of pi are asked for", arguments: [1, 2, 3, 17, 100, 1041])
    func prefixes(count: Int) {
        #expect(PiFraction.words(count) == Array(PiFraction.words(1042).prefix(count)))
    }

    @Test("encrypt with the all-zero key as Blowfish's published vectors say")
    func zeroKey() {
        var cipher = Blowfish()
        cipher.expand(key: Blowfish.Material(repeating: 0), salt: Blowfish.Material(repeating: 0))
        let block = cipher.encrypt((0, 0))
        #expect(block.0 == 0x4ef9_9745)
        #expect(block.1 == 0x6198_dd78)
    }

    @Test("refuse arguments without sense")
    func bounds() {
        #expect(BcryptPBKDF.derive(passphrase: [], salt: [1], rounds: 1, byteCount: 32) == nil)
        #expect(BcryptPBKDF.derive(passphrase: [1], salt: [], rounds: 1, byteCount: 32) == nil)
        #expect(BcryptPBKDF.derive(passphrase: [1], salt: [1], rounds: 0, byteCount: 32) == nil)
        #expect(BcryptPBKDF.derive(passphrase: [1], salt: [1], rounds: 1, byteCount: 0) == nil)
        #expect(BcryptPBKDF.derive(passphrase: [1], salt: [1], rounds: 1, byteCount: 1025) == nil)
    }
}
