import TunnelModel

/// Why a private key file gives no key, or a key no signature.
///
/// The file's path is not known here: the caller puts it in front. Names taken from the file are cut to 40
/// printable ASCII characters, so a hostile file cannot write to the terminal.
package enum KeyFileError: Error, Hashable, Sendable {
    /// Nothing but blanks.
    case empty
    /// More bytes than any key has. The limit is ``PrivateKeyFile/maximumByteCount``.
    case tooLarge(byteCount: Int)
    /// Not a key of any form known here.
    case notAKey
    /// A public key, or a certificate, where the private one is wanted.
    case publicKey
    /// A key of another program, such as PuTTY.
    case foreign(format: String)
    /// Cut short or changed; the text says where it stopped making sense.
    case damaged(String)
    /// A key that lives in a security token (`sk-…`).
    case securityKey(algorithm: String)
    /// A kind of key that this program does not sign with, such as DSA.
    case unsupportedAlgorithm(String)
    /// A cipher, key derivation or hash of an encrypted file that is not read here.
    case unsupportedEncryption(String)
    /// The file asks for more rounds of key derivation than the limit.
    case tooManyRounds(Int, limit: Int)
    /// An RSA key outside of 1024 to 16384 bits.
    case modulusSize(bits: Int)
    /// The file is encrypted, and no passphrase, or an empty one, was given.
    case passphraseNeeded
    /// The passphrase does not open the file.
    case wrongPassphrase
    /// The public half in the file belongs to another private key, or the numbers are no key.
    case mismatch
    /// The key cannot make a signature of this algorithm.
    case unsuitable(algorithm: String, key: String)
    /// The cryptographic library refused to sign.
    case signingFailed
}

extension KeyFileError: CustomStringConvertible {
    /// ``summary`` and ``advice`` in one line.
    package var description: String {
        guard let advice else { return summary }
        return "\(summary); \(advice)"
    }
}

extension KeyFileError: Diagnosable {
    /// What is wrong, in one line.
    package var summary: String {
        switch self {
        case .empty: "the key file is empty"
        case .tooLarge(let count): "\(count) bytes are too many for a private key file"
        case .notAKey: "not a private key file"
        case .publicKey: "this is a public key or a certificate, not a private key"
        case .foreign(let format): "this is a key in the format of \(format)"
        case .damaged(let place): "the key file is cut short or damaged: \(place)"
        case .securityKey(let algorithm): "\(algorithm) keys live in a security token and cannot sign here"
        case .unsupportedAlgorithm(let name): "\(name) keys are not supported"
        case .unsupportedEncryption(let name): "the key file is encrypted with \(name), which is not supported"
        case .tooManyRounds(let rounds, let limit):
            "the key file asks for \(rounds) rounds of key derivation, more than the limit of \(limit)"
        case .modulusSize(let bits): "an RSA key of \(bits) bits is outside of 1024 to 16384 bits"
        case .passphraseNeeded: "the key file is encrypted and no passphrase was given"
        case .wrongPassphrase: "wrong passphrase for the key file"
        case .mismatch: "the private and the public part of the key file do not belong together"
        case .unsuitable(let algorithm, let key): "a key of type \(key) cannot sign with \(algorithm)"
        case .signingFailed: "the key could not sign"
        }
    }

    /// What to do next, in one line.
    package var advice: String? {
        switch self {
        case .empty, .tooLarge, .notAKey: "give the private key file that ssh-keygen made"
        case .publicKey: "give the file without .pub"
        case .foreign: "export it as an OpenSSH key (PuTTYgen: Conversions), or try ssh-keygen -i -f FILE"
        case .damaged, .mismatch: "copy the file again from its source, whole, or make a new key with ssh-keygen"
        case .securityKey: "use it through ssh-agent, or make a key with ssh-keygen -t ed25519"
        case .unsupportedAlgorithm, .modulusSize: "make a new key with ssh-keygen -t ed25519"
        case .unsupportedEncryption: "encrypt it anew with ssh-keygen -p -Z aes256-ctr -f FILE"
        case .tooManyRounds: "lower them with ssh-keygen -p -a 100 -f FILE"
        case .passphraseNeeded: "give the passphrase, or load the key into ssh-agent with ssh-add"
        case .wrongPassphrase: "try again; ssh-keygen -y -f FILE tells whether a passphrase fits"
        case .unsuitable: "allow an algorithm of this key type, or use another key"
        case .signingFailed: "check the key with ssh-keygen -y -f FILE"
        }
    }

    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}

extension KeyFileError {
    /// A name from a file as it may be shown: printable ASCII, at most 40 characters.
    static func printable(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.lazy.filter { (0x20...0x7e).contains($0) }.prefix(40), as: UTF8.self)
    }

    /// Runs a piece of wire parsing; its failure becomes ``damaged(_:)``.
    ///
    /// The wire error is not passed on: a length in it may be bytes of the secret, read from the wrong place.
    static func reading<Value>(
        _ place: String, _ body: () throws(SSHWireError) -> Value
    ) throws(KeyFileError) -> Value {
        do {
            return try body()
        } catch {
            throw .damaged(place)
        }
    }
}
