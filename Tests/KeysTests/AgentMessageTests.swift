import Keys
import Testing
import TunnelModel

@Suite("Messages of an SSH agent")
struct AgentMessageTests {
    private static func ed25519(_ byte: UInt8) throws -> PublicKey {
        var blob = SSHWireWriter()
        blob.write(string: "ssh-ed25519".utf8)
        blob.write(string: [UInt8](repeating: byte, count: 32))
        return try #require(PublicKey(blob: blob.bytes))
    }

    /// An answer that lists keys with their comments.
    private static func list(_ keys: [(blob: [UInt8], comment: String)], count: UInt32? = nil) -> [UInt8] {
        var message = SSHWireWriter()
        message.write(byte: 12)
        message.write(uint32: count ?? UInt32(keys.count))
        for key in keys {
            message.write(string: key.blob)
            message.write(string: key.comment.utf8)
        }
        return message.bytes
    }

    @Test("the question for keys is five bytes long")
    func identitiesRequest() {
        #expect(AgentRequest.identities.frame == [0, 0, 0, 1, 11])
    }

    @Test(
        "a request for an RSA signature says which hash",
        arguments: [("rsa-sha2-256", 2), ("rsa-sha2-512", 4), ("ssh-ed25519", 0), ("ecdsa-sha2-nistp256", 0)]
            as [(
                String, UInt32
            )])
    func signRequest(algorithm: String, flags: UInt32) throws {
        let key = try Self.ed25519(1)
        let frame = AgentRequest.sign(publicKey: key, data: [9, 8, 7], algorithm: algorithm).frame
        var outer = SSHWireReader(frame)
        var reader = SSHWireReader(try outer.readString())
        #expect(outer.isAtEnd)
        #expect(try reader.readByte() == 13)
        #expect(try reader.readString() == key.blob)
        #expect(try reader.readString() == [9, 8, 7])
        #expect(try reader.readUInt32() == flags)
        #expect(reader.isAtEnd)
    }

    @Test("keys come in the agent's order, with comments that cannot disturb a terminal")
    func identities() throws {
        let first = try Self.ed25519(1)
        let second = try Self.ed25519(2)
        let message = Self.list([(first.blob, "a\u{1B}[2Jb"), (second.blob, "größer")])
        guard case .identities(let keys) = try AgentReply(message) else {
            Issue.record("no list")
            return
        }
        #expect(keys.map(\.publicKey) == [first, second])
        #expect(keys.map(\.comment) == ["a?[2Jb", "größer"])
    }

    @Test("a key that is none is left out")
    func noKey() throws {
        let key = try Self.ed25519(1)
        let reply = try AgentReply(Self.list([([1, 2], "odd"), (key.blob, "good")]))
        #expect(reply == .identities([AgentIdentity(publicKey: key, comment: Array("good".utf8))]))
    }

    @Test("certificates, DSA keys and keys on security tokens cannot be used")
    func unusable() throws {
        for name in ["ssh-ed25519-cert-v01@openssh.com", "ssh-dss", "sk-ssh-ed25519@openssh.com"] {
            var blob = SSHWireWriter()
            blob.write(string: name.utf8)
            blob.write(string: [UInt8](repeating: 1, count: 32))
            let key = try #require(PublicKey(blob: blob.bytes))
            #expect(!AgentIdentity(publicKey: key, comment: []).isUsable)
        }
        #expect(AgentIdentity(publicKey: try Self.ed25519(3), comment: []).isUsable)
    }

    @Test("of a signature the inner one is given, and who made it")
    func signature() throws {
        var inner = SSHWireWriter()
        inner.write(string: "rsa-sha2-512".utf8)
        inner.write(string: [1, 2, 3])
        var message = SSHWireWriter()
        message.write(byte: 14)
        message.write(string: inner.bytes)
        #expect(try AgentReply(message.bytes) == .signature(algorithm: "rsa-sha2-512", bytes: [1, 2, 3]))
    }

    @Test("every number for failure is a failure", arguments: [5, 30, 102] as [UInt8])
    func failure(number: UInt8) throws {
        #expect(try AgentReply([number]) == .failure)
    }

    @Test("a message that is cut anywhere is malformed")
    func cut() throws {
        let whole = Self.list([(try Self.ed25519(1).blob, "comment")])
        for length in 0..<whole.count {
            let error = #expect(throws: AgentFault.self) { try AgentReply(Array(whole.prefix(length))) }
            guard case .malformed = error else {
                Issue.record("\(length) bytes: \(String(describing: error))")
                continue
            }
        }
        #expect(throws: AgentFault.self) { try AgentReply(whole + [0]) }
    }

    @Test("a list that claims four milliard keys is not believed")
    func manyKeys() throws {
        #expect(throws: AgentFault.malformed("more than 2048 keys")) { try AgentReply(Self.list([], count: .max)) }
    }

    @Test("a message of an unknown kind is told by its number")
    func unknown() {
        #expect(throws: AgentFault.unexpected(99)) { try AgentReply([99]) }
    }

    @Test("messages are put together from single bytes, and two in one piece are two")
    func frames() throws {
        var frames = AgentFrames()
        for byte in [0, 0, 0, 2, 5] as [UInt8] {
            frames.append([byte])
            #expect(try frames.next() == nil)
        }
        frames.append([6, 0, 0, 0, 1, 7])
        #expect(try frames.next() == [5, 6])
        #expect(try frames.next() == [7])
        #expect(try frames.next() == nil)
    }

    @Test("a message of 256 KiB is taken, and one byte more is refused by its length alone")
    func limit() throws {
        var frames = AgentFrames()
        frames.append([0, 4, 0, 0] + [UInt8](repeating: 1, count: AgentFrames.largest))
        #expect(try frames.next()?.count == AgentFrames.largest)
        frames.append([0, 4, 0, 1])
        #expect(throws: AgentFault.tooLong(AgentFrames.largest + 1)) { try frames.next() }
    }
}
