import TunnelModel

/// What an SSH agent answers.
package enum AgentReply: Hashable, Sendable {
    /// Its keys, in its order; those whose blob is no public key are left out.
    case identities([AgentIdentity])
    /// A signature: the algorithm that made it, and the **inner** signature.
    case signature(algorithm: String, bytes: [UInt8])
    /// It does not do it; it never says why.
    case failure

    /// More keys than this are not believed, as in OpenSSH (authfd.c, `MAX_AGENT_IDENTITIES`).
    package static let mostIdentities = 2048

    /// Reads one message, without its length.
    /// - Throws: `.malformed` for one that ends early or goes on too long, `.unexpected` for any other kind.
    package init(_ message: [UInt8]) throws(AgentFault) {
        guard let number = message.first else { throw .malformed("it is empty") }
        var reader = SSHWireReader(Array(message.dropFirst()))
        switch number {
        case AgentMessageNumber.identitiesAnswer: self = .identities(try Self.identities(&reader))
        case AgentMessageNumber.signResponse: self = try Self.signature(&reader)
        case AgentMessageNumber.failure: self = .failure
        default:
            guard AgentMessageNumber.olderFailures.contains(number) else { throw .unexpected(number) }
            self = .failure
        }
        guard reader.isAtEnd else { throw .malformed("bytes after its end") }
    }

    private static func identities(_ reader: inout SSHWireReader) throws(AgentFault) -> [AgentIdentity] {
        do throws(SSHWireError) {
            var identities: [AgentIdentity] = []
            let count = try reader.readUInt32()
            if count <= mostIdentities {
                for _ in 0..<count {
                    let blob = try reader.readString()
                    let comment = try reader.readString()
                    guard let key = PublicKey(blob: blob) else { continue }
                    identities.append(AgentIdentity(publicKey: key, comment: comment))
                }
                return identities
            }
        } catch {
            throw .malformed("\(error)")
        }
        throw .malformed("more than \(mostIdentities) keys")
    }

    private static func signature(_ reader: inout SSHWireReader) throws(AgentFault) -> AgentReply {
        do throws(SSHWireError) {
            var signature = SSHWireReader(try reader.readString())
            let algorithm = String(decoding: try signature.readString(), as: UTF8.self)
            let reply = AgentReply.signature(algorithm: algorithm, bytes: try signature.readString())
            if signature.isAtEnd { return reply }
        } catch {
            throw .malformed("\(error)")
        }
        throw .malformed("bytes after the signature")
    }
}
