import CPosix
import Glibc
import TestSupport

/// A raw client of a Unix socket, which may say what it likes.
struct UnixClient: ~Copyable {
    private let descriptor: CInt

    init(path: String) throws {
        descriptor = sallyport_connect_keeper(path, 5_000)
        guard descriptor >= 0 else { throw RigError(system: "connect \(path)", code: -descriptor) }
    }

    deinit { close(descriptor) }

    /// A connection that says nothing, reads nothing and stays.
    static func silent(path: String) throws -> Descriptor {
        let descriptor = sallyport_connect_keeper(path, 5_000)
        guard descriptor >= 0 else { throw RigError(system: "connect \(path)", code: -descriptor) }
        return Descriptor(adopting: descriptor)
    }

    func send(_ bytes: [UInt8]) throws {
        let code = sallyport_send_all(descriptor, bytes, bytes.count, 10_000)
        guard code == 0 else { throw RigError(system: "send", code: -code) }
    }

    func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// What comes until the end, or until so many lines have come.
    func read(lines: Int = .max) throws -> String {
        var text = ""
        var count = 0
        while count < lines {
            var line = [CChar](repeating: 0, count: 1 << 20)
            let length = sallyport_receive_line(descriptor, &line, line.count, 20_000)
            guard length >= 0 else { throw RigError(system: "read", code: CInt(-length)) }
            if length == 0 { break }
            text += String(decoding: line.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            count += 1
        }
        return text
    }
}
