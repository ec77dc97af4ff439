import TunnelModel

/// An OpenSSH key file put together field by field, for what ssh-keygen would never write.
struct OpenSSHText {
    var cipher = "none"
    var derivation = "none"
    var rounds: UInt32?
    var publicBlob: [UInt8] = []
    var privateSection: [UInt8] = []

    var text: String {
        var writer = SSHWireWriter()
        writer.write(string: cipher.utf8)
        writer.write(string: derivation.utf8)
        var options = SSHWireWriter()
        if let rounds {
            options.write(string: [UInt8](repeating: 7, count: 16))
            options.write(uint32: rounds)
        }
        writer.write(string: options.bytes)
        writer.write(uint32: 1)
        writer.write(string: publicBlob)
        writer.write(string: privateSection)
        return TestKeys.armoured("OPENSSH PRIVATE KEY", Array("openssh-key-v1\0".utf8) + writer.bytes)
    }
}
