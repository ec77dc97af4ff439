import ArgumentParser
import CPosix
import Glibc
import KeeperProtocol
import TunnelModel

/// Tokens for people.
enum TokenTexts {
    /// Prints a token's word, alone on standard output, and as a picture if asked to.
    static func hand(_ made: TokenCreated, qr: Bool) throws {
        let word = made.word.text.reveal()
        Console.print(word + "\n")
        Console.complain(
            "token \(made.token.id) for \(naming(made.token.naming)), \(made.token.uses) "
                + "\(made.token.uses == 1 ? "use" : "uses") until \(made.token.expires)")
        if qr { try picture(word) }
    }

    /// qrencode gets the word on its standard input: arguments are for everybody to read.
    private static func picture(_ word: String) throws {
        let words: [CChar] = ["qrencode", "-t", "ANSIUTF8"].flatMap { word in
            word.utf8.map { CChar(bitPattern: $0) } + [CChar(0)]
        }
        let bytes = word.utf8.map { CChar(bitPattern: $0) }
        let status = sallyport_run_with_input(words, 3, bytes, bytes.count)
        if status == -ENOENT {
            Console.complain("the picture needs the program qrencode: apt install qrencode")
            throw ExitCode(ExitStatus.failed)
        }
        guard status == 0 else {
            Console.complain("qrencode made no picture, status \(status)")
            throw ExitCode(ExitStatus.failed)
        }
    }

    static func naming(_ naming: TokenNaming) -> String {
        switch naming {
        case .device(let name): name.text
        case .devices(let template): template.text
        case .operator(let name): "operator \(name)"
        }
    }

    static func state(_ token: TokenRecord, now: UTCTime) -> String {
        if token.revoked != nil { return "revoked" }
        if token.expires <= now { return "over" }
        return token.usesLeft == 0 ? "used up" : "good"
    }
}
