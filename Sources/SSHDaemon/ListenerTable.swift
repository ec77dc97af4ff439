/// Which TCP sockets listen, and whose they are, as of one moment.
package struct ListenerTable: Sendable {
    /// One listening socket.
    package struct Listener: Sendable, Hashable {
        /// The address as text: `127.64.0.42`, `0.0.0.0`, or IPv6 as eight groups without shortening.
        package var address: String
        /// The port.
        package var port: UInt16
        /// The user who made the socket.
        package var user: UInt32
    }

    /// All listeners, in the kernel's order.
    package let listeners: [Listener]
    private let byPlace: [String: [UInt16: Set<UInt32>]]

    /// Parses the texts of /proc/net/tcp and /proc/net/tcp6; lines that are not understood are left out.
    package init(tcp: String, tcp6: String = "") {
        let lines = [tcp, tcp6].flatMap { $0.split(separator: "\n").dropFirst() }
        listeners = lines.compactMap { Self.listener($0) }
        var places: [String: [UInt16: Set<UInt32>]] = [:]
        for listener in listeners {
            places[listener.address, default: [:]][listener.port, default: []].insert(listener.user)
        }
        byPlace = places
    }

    /// Reads the system's listeners, connections left out. Blocks for some microseconds a listener: ask once for many
    /// devices.
    package static func read() -> ListenerTable {
        ListenerTable(tcp: SystemFiles.listeners("/proc/net/tcp"), tcp6: SystemFiles.listeners("/proc/net/tcp6"))
    }

    /// Whether this user, and nobody else, listens at exactly this address and port. A listener of another user there
    /// is a squatter's and does not count.
    package func isListening(at address: String, port: UInt16, user: UInt32) -> Bool {
        byPlace[address]?[port] == [user]
    }

    /// The ports on which this user listens at an address, ascending.
    package func ports(at address: String, user: UInt32) -> [UInt16] {
        (byPlace[address] ?? [:]).filter { $0.value == [user] }.keys.sorted()
    }

    /// Others who listen at an address or, by a wildcard, on a port in `ports` of every address: what `user` and the
    /// kernel's rules have to stand against.
    package func squatters(at address: String, ports: Set<UInt16>, user: UInt32) -> [Listener] {
        let places: Set<String> = [address, "0.0.0.0", "0:0:0:0:0:0:0:0"]
        return listeners.filter { places.contains($0.address) && ports.contains($0.port) && $0.user != user }
    }

    /// A line: number, local address, remote address, state, three more, user. State 0A is LISTEN.
    private static func listener(_ line: Substring) -> Listener? {
        let fields = line.split(separator: " ", maxSplits: 8, omittingEmptySubsequences: true)
        guard fields.count > 8, fields[3] == "0A", let user = UInt32(fields[7]) else { return nil }
        let place = fields[1].split(separator: ":")
        guard place.count == 2, let port = UInt16(place[1], radix: 16), let address = address(place[0]) else {
            return nil
        }
        return Listener(address: address, port: port, user: user)
    }

    /// Words of four bytes in the machine's order, which is the reverse of the network's: every machine that we build
    /// for is little-endian.
    private static func address(_ hexadecimal: Substring) -> String? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count == 8 || digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 8) {
            for index in stride(from: start + 6, through: start, by: -2) {
                guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(byte)
            }
        }
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
