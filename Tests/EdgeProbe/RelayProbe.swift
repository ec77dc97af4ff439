import CommandSupport
import Forwarding
import Keys
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// `ssh -W` at its smallest: port, user, key file, target port.
enum RelayProbe {
    static func run(_ words: [String]) async -> Int32 {
        do {
            let threads = NIOThreadPool(numberOfThreads: 2)
            threads.start()
            let connection = try await logIn(port: Int(words[0]) ?? 0, user: words[1], identity: words[2])
            let nobody = Endpoint(host: "127.0.0.1", port: 65535)
            let target = Endpoint(host: "127.0.0.1", port: UInt16(words[3]) ?? 0)
            let stream = try await connection.openDirectTCPIP(to: target, from: nobody).get()
            Console.write("open\n")
            try await StandardStreams.relay(stream, threads: threads)
            await connection.close()
            Console.write("over\n")
            return 0
        } catch {
            Console.write("\(error)\n")
            return 255
        }
    }

    private static func logIn(port: Int, user: String, identity: String) async throws -> SSHConnection {
        let text = try Disk.read(identity)
        let key = try PrivateKeyFile(String(decoding: text.bytes, as: UTF8.self)).unlock(passphrase: nil)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
            .channelOption(.autoRead, value: false).connect(host: "127.0.0.1", port: port).get()
        let connection = try await SSHConnection.attach(to: channel, configuration: SSHConfiguration())
        _ = try await connection.exchangeKeys()
        try await connection.acceptHostKey()
        _ = try await connection.methods(for: user)
        if case .signatureWanted(let data) = try await connection.offer(publicKey: key.publicKey.blob, user: user) {
            let algorithm = try SignatureRequest(data).algorithm
            _ = try await connection.sign(try key.sign(data, algorithm: algorithm))
        }
        return connection
    }
}
