import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("relief from memory")
    struct MemoryReliefTests {
        @Test("above its soft limit it resets the stream that has stalled longest, and the others live on")
        func longestStalled() throws {
            var configuration = EngineConfiguration()
            configuration.memory = MemoryBudget(softLimit: 1 << 20, hardLimit: 5 << 19)
            let rig = try EngineRig.loggedIn(configuration: configuration)
            let source = try rig.keep(SourceServer(8 << 20, seed: 21, ending: .hold))
            let echo = try rig.keep(EchoServer())
            let first = try rig.open(to: source.port, window: 4 << 20, reading: false)
            rig.advance(by: .seconds(1))
            let second = try rig.open(to: source.port, window: 64 << 10, reading: false)
            let fate = try rig.waitForClose(first)
            #expect(fate?.code == .outOfMemory)
            #expect(fate?.scope == .stream)
            let busy = try rig.open(to: echo.port)
            rig.send([1, 2, 3], on: busy, finishing: true)
            #expect(try rig.readToEnd(busy) == [1, 2, 3])
            rig.perform(.setReading(second, true))
            try rig.waitForBytes(8 << 20, on: second)
        }
    }
}
