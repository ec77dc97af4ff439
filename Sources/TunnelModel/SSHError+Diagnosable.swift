extension SSHError: Diagnosable {
    /// Same as ``description``.
    package var summary: String { description }

    /// What a person can do about this kind of fault.
    package var advice: String? {
        switch code {
        case .hostKeyRejected: "compare the server's key with known_hosts before you connect again"
        case .authenticationRejected: "check the user name and that the server knows your public key"
        case .openRefused, .listenRefused: "check that the server permits it and that the service runs"
        case .timedOut, .peerClosed, .disconnected, .unreachable:
            "check the network and the server's log, then try again"
        case .notSSH: "check host and port"
        case .algorithmMismatch: "name an algorithm that both sides have with -o Ciphers, MACs or KexAlgorithms"
        case .keyUnusable: "check the identity file"
        case .requestRefused, .protocolFault, .outOfMemory, .cancelled, .sessionRetired: nil
        }
    }

    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}
