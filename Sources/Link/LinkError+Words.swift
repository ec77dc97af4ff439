import TunnelModel

extension LinkError: CustomStringConvertible {
    /// One line in ssh's words, for those who wait for the link.
    package var description: String {
        switch self {
        case .unresolved(let host, let words): "Could not resolve hostname \(host): \(words)"
        case .unreachable(let host, let port, let words): "connect to host \(host) port \(port): \(words)"
        case .hostKeyRejected: "Host key verification failed."
        case .permissionDenied(let user, let host, let methods):
            "\(user)@\(host): Permission denied (\(methods.joined(separator: ",")))."
        case .session(let error, _): error.description
        case .jump(let host, let port, let error): "jump host \(host) port \(port): \(error)"
        }
    }

    /// What an open is told that found no link.
    func openError(_ code: SSHError.Code = .unreachable) -> SSHError {
        SSHError(code: code, operation: .open, scope: .stream, detail: description)
    }
}
