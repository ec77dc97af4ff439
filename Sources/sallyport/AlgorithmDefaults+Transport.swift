import SSHTransport
import Settings

extension AlgorithmDefaults {
    /// What the transport offers.
    static let transport: AlgorithmDefaults = {
        let transport = SSHConfiguration()
        return AlgorithmDefaults(
            ciphers: transport.ciphers, macs: transport.macs, keyExchanges: transport.keyExchangeAlgorithms,
            hostKeys: transport.hostKeyAlgorithms,
            publicKeys: [
                "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
                "rsa-sha2-256",
            ])
    }()
}
