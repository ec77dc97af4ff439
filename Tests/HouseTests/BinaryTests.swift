import Foundation
import TestSupport
import Testing

@Suite("What the program is made of")
struct BinaryTests {
    /// Symbols of Foundation, and of its smaller half FoundationEssentials.
    private func foundationSymbols(in program: String) throws -> [Substring] {
        let nm = try ChildProcess("/usr/bin/nm", ["--defined-only", program])
        let symbols = try nm.output.waitForEnd()
        #expect(try nm.waitForExit() == .exited(0))
        return symbols.split(separator: "\n").filter {
            $0.contains("$s10Foundation") || $0.contains("20FoundationEssentials")
        }
    }

    @Test("sallyport holds no Foundation, which would triple its size, nor FoundationEssentials")
    func noFoundation() async throws {
        let symbols = try await OwnThread.run { try foundationSymbols(in: Repository.program()) }
        #expect(symbols == [])
    }

    @Test("the look for Foundation finds it in a program that has it: these tests")
    func findsFoundation() async throws {
        let symbols = try await OwnThread.run {
            let nm = try ChildProcess("/usr/bin/nm", [CommandLine.arguments[0]])
            return try nm.output.waitForEnd().contains("10Foundation")
        }
        #expect(symbols)
    }

    @Test("sallyport-bastion links no SSH library: all of SSH is sshd's")
    func noSSHLibrary() async throws {
        let (libraries, symbols) = try await OwnThread.run {
            let program = try Repository.program("sallyport-bastion")
            return (try output("/usr/bin/readelf", ["-d", program]), try output("/usr/bin/nm", [program]))
        }
        #expect(libraries.contains("NEEDED"))
        #expect(!libraries.contains("libssh"))
        #expect(!symbols.contains("libssh2_"))
    }

    @Test("the look for an SSH library finds it in a program that has it: sallyport")
    func findsSSHLibrary() async throws {
        let libraries = try await OwnThread.run { try output("/usr/bin/readelf", ["-d", Repository.program()]) }
        #expect(libraries.contains("libssh2"))
    }

    private func output(_ tool: String, _ words: [String]) throws -> String {
        let run = try ChildProcess(tool, words)
        #expect(try run.waitForExit() == .exited(0))
        return try run.output.waitForEnd()
    }
}
