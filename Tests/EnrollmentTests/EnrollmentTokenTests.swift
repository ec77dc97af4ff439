import Enrollment
import Foundation
import TestSupport
import Testing
import TunnelModel

@Suite("An enrollment token")
struct EnrollmentTokenTests {
    private func fault(_ text: String) -> EnrollmentTokenError? {
        do {
            _ = try EnrollmentToken(text: text)
            return nil
        } catch {
            return error
        }
    }

    @Test("keeps its spelling over versions of this program")
    func golden() throws {
        let golden =
            "sp1_040a408k21sp2v3cf5r6ywkm5njpwwkfdhp04432c5sq8tbfdrr2wsbrc5pq0v3506xh0rk1edt6"
            + "jvve64q6ay31dnr6rs81qg102081040g2081040g2081040g2081040g2081040g2081040g2082081040g2081040"
            + "g2081040g2081040g2081040g2081040g2080020g30g2gc1r81450p30d1r7h048j2ca1a5gq30chm6rw3mf1ydh6bj5g"
        let text = try Samples.token().text.reveal()
        #expect(text == golden)
    }

    @Test("is read back as it was made", arguments: [(1, 1, 1), (2, 2, 300), (8, 4, Int64.max)] as [(Int, Int, Int64)])
    func roundTrip(bastions: Int, hostKeys: Int, id: Int64) throws {
        let token = try Samples.token(Samples.whereabouts(bastions: bastions, hostKeys: hostKeys), id: id)
        let read = try EnrollmentToken(text: token.text.reveal())
        #expect(read.purpose == token.purpose)
        #expect(read.id == token.id)
        #expect(read.whereabouts == token.whereabouts)
        #expect(read.seed.reveal() == token.seed.reveal())
        #expect(read.publicKey == token.publicKey)
    }

    @Test("survives upper case, o for 0, l for 1, and the line breaks of a mail")
    func pasting() throws {
        let text = try Samples.token().text.reveal()
        let shouted = text.uppercased().replacingOccurrences(of: "0", with: "O").replacingOccurrences(
            of: "1", with: "l")
        // The 1 of the prefix has to stay.
        let mailed =
            "  sp1_" + shouted.dropFirst(4).enumerated().map { $0 % 60 == 59 ? "\($1)\r\n " : "\($1)" }.joined()
        #expect(try EnrollmentToken(text: mailed).publicKey == Samples.token().publicKey)
    }

    @Test("that is cut anywhere says so")
    func cut() throws {
        let text = try Samples.token().text.reveal()
        for length in 1..<text.count {
            let expected = length < 9 ? nil : text.count
            #expect(fault(String(text.prefix(length))) == .cut(characters: length, of: expected))
        }
    }

    @Test("with any one character changed, doubled or swapped is refused")
    func mistyped() throws {
        let text = Array(try Samples.token().text.reveal())
        var dice = SplitMix(state: 6)
        for index in 4..<text.count {
            var changed = text
            changed[index] = text[index] == "0" ? "z" : "0"
            #expect(fault(String(changed)) != nil)
            var doubled = text
            doubled.insert(text[index], at: index)
            #expect(fault(String(doubled)) != nil)
            let other = Int.random(in: 4..<text.count, using: &dice)
            var swapped = text
            swapped.swapAt(index, other)
            #expect(text[index] == text[other] || fault(String(swapped)) != nil)
        }
    }

    @Test(
        "is told from other texts",
        arguments: [
            ("", EnrollmentTokenError.notAToken), ("hello", .notAToken), ("ssh-ed25519 AAAA", .notAToken),
            ("sp2_0438", .newerVersion), ("SP12_x", .newerVersion), ("sp1_04u8", .strangeCharacter(position: 7)),
            ("sp1_04é8", .strangeCharacter(position: 7)), ("sp1_04-8", .strangeCharacter(position: 7)),
            ("sp1_zzzzzzzzzzzz", .mistyped),
        ])
    func others(text: String, expected: EnrollmentTokenError) {
        #expect(fault(text) == expected)
    }

    @Test("says what to do in one line, and never repeats what was pasted")
    func wording() throws {
        let cut = try #require(fault(String(try Samples.token().text.reveal().prefix(100))))
        #expect(cut.summary.contains("is cut: 100 of its"))
        #expect(cut.advice == "copy the whole token again")
        #expect(fault("sp1_u")?.summary.contains("sp1_u") == false)
    }

    @Test("prints its number and no secret")
    func mask() throws {
        let token = try Samples.token()
        #expect("\(token)" == "<enrollment token 19>")
        var dumped = ""
        dump(token, to: &dumped)
        #expect(dumped.contains("seed: <secret>"))
        #expect("\(token.text)" == "<secret>")
    }

    @Test("has a key that ssh-keygen accepts")
    func key() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Samples.token().publicKey.description + "\n", to: "key.pub")
        let answer = try RealProgram.run("/usr/bin/ssh-keygen", ["-l", "-f", file])
        #expect(try answer.output.contains(Samples.token().publicKey.fingerprint.description))
    }

    @Test("of random bytes is refused without harm")
    func fuzz() {
        var dice = SplitMix(state: 7)
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz_ \n")
        for _ in 0..<3_000 {
            let count = Int.random(in: 0..<300, using: &dice)
            let text = (0..<count).compactMap { _ in alphabet.randomElement(using: &dice) }
            #expect(fault("sp1_04" + String(text)) != nil)
        }
    }

    @Test("has 1-8 addresses, 1-4 host keys and a seed of 32 bytes")
    func bounds() throws {
        for (bastions, hostKeys) in [(0, 2), (9, 2), (1, 0), (1, 5)] {
            #expect(throws: EnrollmentTokenError.self) {
                try Samples.token(Samples.whereabouts(bastions: bastions, hostKeys: hostKeys))
            }
        }
    }
}
