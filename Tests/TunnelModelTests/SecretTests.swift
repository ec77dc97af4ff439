import Testing
import TunnelModel

@Suite("A secret")
struct SecretTests {
    @Test("prints as the same mask whatever it holds")
    func mask() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
            #expect(!text.contains("hunter2") && text.contains("<secret>"))
        }
        #expect(secret.reveal() == "hunter2")
    }

    @Test("does not keep a server's control characters in an error's line")
    func error() {
        let error = SSHError(code: .openRefused, operation: .open, scope: .stream, detail: "no\u{1B}[2J\nway")
        #expect(error.description == "opening a stream: open refused: no?[2J?way")
    }
}
