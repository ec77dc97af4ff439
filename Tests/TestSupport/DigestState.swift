import CCrypto

/// The state of a SHA-256 in libcrypto's memory. ``Digest256`` gives it the meaning of a value.
final class DigestState: Sendable {
    // Only `update` changes what it points to, and Digest256 calls that on a state that nobody shares.
    nonisolated(unsafe) private let state: OpaquePointer

    init() {
        state = Self.present(sallyport_sha256_new())
    }

    init(copying other: DigestState) {
        state = Self.present(sallyport_sha256_copy(other.state))
    }

    deinit { sallyport_sha256_free(state) }

    func update(_ bytes: [UInt8]) {
        precondition(sallyport_sha256_update(state, bytes, bytes.count) == 0, "libcrypto gives no SHA-256")
    }

    /// The 32 bytes of the digest so far.
    var bytes: [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        precondition(sallyport_sha256_read(state, &digest) == 0, "libcrypto gives no SHA-256")
        return digest
    }

    private static func present(_ state: OpaquePointer?) -> OpaquePointer {
        guard let state else { preconditionFailure("libcrypto gives no SHA-256") }
        return state
    }
}
