import Glibc
import Keeper
import NIOCore
import NIOPosix
import TestSupport

/// A line server for one test, on a socket in a folder of its own; it answers each line with `peer's uid: line`.
struct LineService {
    let folder: TemporaryFolder
    let path: String
    let limits: LineLimits
    private let socket: KeeperSocket

    init(_ limits: LineLimits = LineLimits()) throws {
        folder = try TemporaryFolder()
        path = folder.path("keeper.sock")
        self.limits = limits
        socket = try KeeperSocket(path: path, mode: 0o600, lock: try KeeperLock(state: folder.path))
    }

    /// Serves while `body` runs.
    func serve(
        admits: @escaping @Sendable (Peer) -> Bool = { _ in true },
        answer: LineServer.Answering? = nil,
        while body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let server = LineServer(group: MultiThreadedEventLoopGroup.singleton, limits: limits) { fault in
            ByteBuffer(string: "no: \(fault)\n")
        }
        let answer = answer ?? { line, peer, _ in ByteBuffer(string: "\(peer.uid): \(String(buffer: line))\n") }
        let descriptor = socket.descriptor
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run(descriptor: descriptor, admits: admits, answer: answer) }
            tasks.addTask { [path] in try await body(path) }
            try await tasks.next()
            tasks.cancelAll()
            while (try? await tasks.next()) != nil {}
        }
    }

    /// Connects, sends and reads on a thread of its own: all that comes until the server hangs up, or until `lines`
    /// lines have come.
    static func exchange(_ path: String, sending bytes: [UInt8], lines: Int = .max) async throws -> String {
        try await OwnThread.run {
            let socket = try UnixClient(path: path)
            // The server may hang up before all is sent.
            try? socket.send(bytes)
            return try socket.read(lines: lines)
        }
    }
}
