import CPosix
import TunnelModel

/// A public key as people give one: the line itself, or the file that has it.
enum KeyArgument {
    static func key(_ text: String) throws -> PublicKey {
        if let key = PublicKey(text: text) { return key }
        var bytes = [CChar](repeating: 0, count: 16 << 10)
        var mode: UInt32 = 0
        var owner: UInt32 = 0
        let count = sallyport_read_file(text, &bytes, bytes.count, &mode, &owner)
        guard count >= 0 else { throw TextFault("public key", text, "it is neither a key nor a file that can be read") }
        let line = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(whereSeparator: \.isNewline).first.map(String.init)
        guard let line, let key = PublicKey(text: line) else {
            throw TextFault("public key", text, "the file has no public key in it; a private one is never asked for")
        }
        return key
    }
}
