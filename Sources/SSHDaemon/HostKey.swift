package import TunnelModel

/// One of the bastion's host keys.
package struct HostKey: Sendable, Hashable {
    /// 1 for the first that was ever made; each later one has the next number.
    package var number: Int
    /// Where the private half is or has been, mode 0600; the public one has `.pub` after it.
    package var path: String
    /// The public half.
    package var publicKey: PublicKey
    /// Whether the private half is there: a spare may be kept elsewhere.
    package var hasPrivateHalf: Bool
    /// What devices and operators pin.
    package var fingerprint: KeyFingerprint { publicKey.fingerprint }
}
