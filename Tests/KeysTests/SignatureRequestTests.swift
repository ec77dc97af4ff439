import Testing
import TunnelModel

@testable import Keys

@Suite("A signature request")
struct SignatureRequestTests {
    private static func bytes(
        message: UInt8 = 50, service: String = "ssh-connection", method: String = "publickey", flag: UInt8 = 1,
        sessionID: [UInt8] = [UInt8](repeating: 9, count: 32), user: [UInt8] = Array("gate".utf8)
    ) -> [UInt8] {
        var writer = SSHWireWriter()
        writer.write(string: sessionID)
        writer.write(byte: message)
        writer.write(string: user)
        writer.write(string: service.utf8)
        writer.write(string: method.utf8)
        writer.write(byte: flag)
        writer.write(string: "rsa-sha2-512".utf8)
        writer.write(string: [1, 2, 3])
        return writer.bytes
    }

    @Test("gives the user, the algorithm and the key that it names")
    func fields() throws {
        let request = try SignatureRequest(SignatureRequestTests.bytes())
        #expect(request.user == "gate")
        #expect(request.algorithm == "rsa-sha2-512")
        #expect(request.blob == [1, 2, 3])
        #expect(request.sessionID.count == 32)
    }

    @Test("is refused when it is cut anywhere or has more behind it")
    func wrongLength() {
        let whole = SignatureRequestTests.bytes()
        for length in 0..<whole.count {
            #expect(throws: SignatureRequest.Malformed.self) { try SignatureRequest(Array(whole[..<length])) }
        }
        #expect(throws: SignatureRequest.Malformed(part: "bytes after the public key")) {
            try SignatureRequest(whole + [0])
        }
    }

    @Test(
        "is refused when it asks for something else to be signed",
        arguments: [
            (bytes(message: 51), "message number"), (bytes(service: "ssh-userauth"), "service"),
            (bytes(method: "hostbased"), "method"), (bytes(flag: 0), "signature flag"),
            (bytes(sessionID: []), "session identifier"), (bytes(user: [0xff]), "user name"),
        ])
    func otherPurpose(bytes: [UInt8], part: String) {
        #expect(throws: SignatureRequest.Malformed(part: part)) { try SignatureRequest(bytes) }
    }
}
