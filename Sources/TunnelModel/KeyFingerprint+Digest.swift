extension KeyFingerprint {
    /// Takes a digest of SHA-256; nil unless it has 32 bytes.
    package init?(digest: [UInt8]) {
        guard digest.count == 32 else { return nil }
        self.digest = digest
    }
}
