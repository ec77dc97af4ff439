import TunnelModel

/// The bytes that a client signs to log in with a public key (RFC 4252 section 7), read back.
///
/// libssh2 hands them to its sign callback. The algorithm in them decides the hash of an RSA signature.
package struct SignatureRequest: Hashable, Sendable {
    /// Bytes that are no such request. Nothing must be signed then: the signature might serve another purpose.
    package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        /// Which part is wrong.
        package let part: String

        /// One line for a log.
        package var description: String { "not a public-key authentication request: \(part)" }
    }

    /// The session identifier: the first exchange hash, 20 to 64 bytes.
    package let sessionID: [UInt8]
    /// The user to log in as.
    package let user: String
    /// The signature algorithm to use, such as `rsa-sha2-512`.
    package let algorithm: String
    /// The public key blob, as it was offered.
    package let blob: [UInt8]

    /// Reads a request; it must be whole, for `ssh-connection`, and have nothing after it.
    package init(_ bytes: [UInt8]) throws(Malformed) {
        var reader = SSHWireReader(bytes)
        sessionID = try SignatureRequest.part("session identifier") { () throws(SSHWireError) in
            try reader.readString()
        }
        guard (20...64).contains(sessionID.count) else { throw Malformed(part: "session identifier") }
        let message = try SignatureRequest.part("message number") { () throws(SSHWireError) in
            try reader.readByte()
        }
        guard message == 50 else { throw Malformed(part: "message number") }
        user = try SignatureRequest.text("user name", &reader)
        guard try SignatureRequest.text("service", &reader) == "ssh-connection" else {
            throw Malformed(part: "service")
        }
        guard try SignatureRequest.text("method", &reader) == "publickey" else { throw Malformed(part: "method") }
        let signed = try SignatureRequest.part("signature flag") { () throws(SSHWireError) in try reader.readByte() }
        guard signed != 0 else { throw Malformed(part: "signature flag") }
        algorithm = try SignatureRequest.text("algorithm", &reader)
        blob = try SignatureRequest.part("public key") { () throws(SSHWireError) in try reader.readString() }
        guard reader.isAtEnd else { throw Malformed(part: "bytes after the public key") }
    }

    private static func text(_ name: String, _ reader: inout SSHWireReader) throws(Malformed) -> String {
        let bytes = try part(name) { () throws(SSHWireError) in try reader.readString() }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed(part: name) }
        return text
    }

    private static func part<Value>(
        _ name: String, _ body: () throws(SSHWireError) -> Value
    ) throws(Malformed) -> Value {
        do {
            return try body()
        } catch {
            throw Malformed(part: "\(name) (\(error))")
        }
    }
}
