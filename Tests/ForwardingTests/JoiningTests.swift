import Glibc
import NIOCore
import NIOPosix
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Forwarding

extension ForwardsOverSSHDTests {
    @Suite("A channel joined with a stream, as for -W")
    struct JoiningTests {
        /// Two pipes as one channel, the way standard input and output may be, and our ends of them.
        private func pipes(_ rig: ForwardingRig) async throws -> (
            channel: any Channel, input: Descriptor, output: Descriptor
        ) {
            let (entry, exit) = (try SpawnGate.makePipe(), try SpawnGate.makePipe())
            let channel = try await NIOPipeBootstrap(group: rig.connection.eventLoop)
                .channelOption(.autoRead, value: false)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .takingOwnershipOfDescriptors(input: entry.reader.release(), output: exit.writer.release()).get()
            return (channel, entry.writer, exit.reader)
        }

        private func stream(_ rig: ForwardingRig, to port: UInt16) async throws -> SSHStream {
            let nobody = Endpoint(host: "127.0.0.1", port: 65535)
            return try await rig.connection.openDirectTCPIP(to: Endpoint(host: "127.0.0.1", port: port), from: nobody)
                .get()
        }

        @Test("two pipes carry bytes there and back, and each end is passed on")
        func pipes() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let (channel, input, output) = try await pipes(rig)
            let stream = try await stream(rig, to: echo.port)
            let forwarder = rig.forwarder
            let over = rig.connection.eventLoop.flatSubmit { [channel] in
                do { return try forwarder.join(channel, with: stream) } catch {
                    return channel.eventLoop.makeFailedFuture(error)
                }
            }
            let sent = SeededBytes.first(1 << 20, seed: 4)
            let writing = Task { try await OwnThread.run { try Self.write(sent, to: input) } }
            let got = try await OwnThread.run { try Self.readToEnd(output) }
            try await writing.value
            #expect(got == sent)
            #expect(try await over.get() == nil)
            try await rig.stop()
        }

        private static func write(_ bytes: [UInt8], to descriptor: Descriptor) throws {
            var left = bytes[...]
            while !left.isEmpty {
                let part = Array(left.prefix(4096))
                let count = Glibc.write(descriptor.raw, part, part.count)
                guard count > 0 else { throw RigError(system: "write") }
                left = left.dropFirst(count)
            }
            descriptor.close()
        }

        private static func readToEnd(_ descriptor: Descriptor) throws -> [UInt8] {
            var all: [UInt8] = []
            while true {
                let bytes = try descriptor.read(upTo: 65_536, by: .usual)
                if bytes.isEmpty { return all }
                all += bytes
            }
        }
    }
}
