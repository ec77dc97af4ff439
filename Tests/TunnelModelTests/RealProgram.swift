import Foundation

/// Runs a real program of OpenSSH, the judge of these tests.
struct RealProgram {
    var status: Int32
    var output: String
    var errorOutput: String

    static func run(_ path: String, _ arguments: [String], input: String = "") throws -> RealProgram {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": NSHomeDirectory(), "TUNNEL_PORT": "8080"]
        let pipes = (input: Pipe(), output: Pipe(), error: Pipe())
        process.standardInput = pipes.input
        process.standardOutput = pipes.output
        process.standardError = pipes.error
        try process.run()
        pipes.input.fileHandleForWriting.write(Data(input.utf8))
        try pipes.input.fileHandleForWriting.close()
        let output = pipes.output.fileHandleForReading.readDataToEndOfFile()
        let error = pipes.error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return RealProgram(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errorOutput: String(decoding: error, as: UTF8.self))
    }

    /// The lines of standard error, which ssh ends with CR and LF, without remarks on terminals.
    var errorLines: [String] {
        errorOutput.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("Pseudo-terminal") }
    }

    /// The last line of standard error.
    var lastErrorLine: String? { errorLines.last }

    /// The values that `ssh -G` printed for a keyword.
    func values(of keyword: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix(keyword + " ") }
            .map { String($0.dropFirst(keyword.count + 1)) }
    }
}
