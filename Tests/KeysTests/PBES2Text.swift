/// An encrypted PKCS #8 file put together field by field, for what ssh-keygen would never write.
struct PBES2Text {
    var rounds: [UInt8]
    /// The content of the cipher's object identifier; at first AES-256-CBC.
    var cipher: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a]

    var text: String {
        let pkcs5: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05]
        let options = element(0x30, element(0x04, [1, 2, 3, 4, 5, 6, 7, 8]) + element(0x02, rounds))
        let derivation = element(0x30, element(0x06, pkcs5 + [12]) + options)
        let vector = [UInt8](repeating: 9, count: 16)
        let encryption = element(0x30, element(0x06, cipher) + element(0x04, vector))
        let algorithm = element(0x30, element(0x06, pkcs5 + [13]) + element(0x30, derivation + encryption))
        let content = element(0x04, [UInt8](repeating: 0, count: 32))
        return TestKeys.armoured("ENCRYPTED PRIVATE KEY", element(0x30, algorithm + content))
    }

    /// A DER element of fewer than 256 bytes.
    private func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag, 0x81, UInt8(content.count)] + content
    }
}
