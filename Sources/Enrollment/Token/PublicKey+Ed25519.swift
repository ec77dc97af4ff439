package import TunnelModel

extension PublicKey {
    /// The key of an Ed25519 point of 32 bytes; nil for another length.
    package init?(ed25519Point point: [UInt8]) {
        guard point.count == 32 else { return nil }
        var writer = SSHWireWriter()
        writer.write(string: "ssh-ed25519".utf8)
        writer.write(string: point)
        self.init(blob: writer.bytes)
    }

    /// The 32 bytes of an `ssh-ed25519` key; nil for any other.
    package var ed25519Point: [UInt8]? {
        guard algorithm == "ssh-ed25519", isWellFormed else { return nil }
        return Array(blob.suffix(32))
    }
}
