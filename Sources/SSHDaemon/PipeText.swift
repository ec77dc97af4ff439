import CPosix

/// What has come out of a non-blocking pipe so far.
struct PipeText {
    /// The pipe's reading end, which the owner closes.
    let reader: Int32
    private var bytes: [UInt8] = []
    private static let limit = 4 << 20

    init(_ reader: Int32) {
        self.reader = reader
    }

    /// Everything, invalid UTF-8 replaced.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads what is there; beyond 4 MiB it is thrown away.
    mutating func take() {
        var part = [CChar](repeating: 0, count: 32 << 10)
        while true {
            let count = sallyport_read_some(reader, &part, part.count)
            guard count > 0 else { return }
            bytes += part.prefix(min(count, Self.limit - bytes.count)).lazy.map { UInt8(bitPattern: $0) }
        }
    }
}
