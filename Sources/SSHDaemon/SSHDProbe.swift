import CPosix
import Glibc

/// Connects as a client would and reads sshd's first line; no login. Shows what a running process alone does not: that
/// new connections come through to the program that serves them.
package struct SSHDProbe: Sendable {
    /// Where sshd listens.
    package var address: ListenAddress
    /// How long it may take.
    package var limit: Duration

    /// Nothing is sent yet. `limit` is 5 s by default.
    package init(_ address: ListenAddress, limit: Duration = .seconds(5)) {
        self.address = address
        self.limit = limit
    }

    /// Why sshd does not answer there; nil if it does.
    /// - Throws: `CancellationError`.
    package func fault() async throws -> String? {
        let place = "\(address)"
        let socket = sallyport_begin_connect(address.reachableHost, address.port)
        guard socket >= 0 else { return "connect to \(place): \(DaemonError.words(socket))" }
        let descriptor = Descriptor(open: socket)
        let clock = ContinuousClock()
        let end = clock.now + limit
        var line: [UInt8] = []
        var isConnected = false
        while clock.now < end {
            try await Pause.pass(.milliseconds(5))
            if !isConnected {
                let code = sallyport_is_connected(descriptor.raw)
                guard code >= 0 else { return "connect to \(place): \(DaemonError.words(code))" }
                isConnected = code == 1
                continue
            }
            var part = [CChar](repeating: 0, count: 256)
            let count = sallyport_read_some(descriptor.raw, &part, part.count)
            if count == -Int(EAGAIN) { continue }
            guard count >= 0 else { return "\(place) breaks the connection: \(DaemonError.words(Int32(count)))" }
            line += part.prefix(count).map { UInt8(bitPattern: $0) }
            if line.starts(with: "SSH-2.0-".utf8) { return nil }
            guard count > 0, line.count < 8_192 else { return "\(place) closes the connection without a word of SSH" }
        }
        return "\(place) says nothing within \(limit)"
    }
}
