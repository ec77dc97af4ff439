import Glibc

/// One finished run of a real program, such as OpenSSH's: the judge of a test.
package struct RealProgram: Sendable {
    /// What it exited with; 128 and the signal's number if one ended it.
    package var status: Int32
    /// What it wrote to standard output.
    package var output: String
    /// What it wrote to standard error.
    package var errorOutput: String

    /// Runs a program to its end. `environment` comes in addition to PATH, HOME and TUNNEL_PORT=8080.
    package static func run(
        _ path: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> RealProgram {
        let home = getenv("HOME").map { String(cString: $0) } ?? "/"
        let variables = ["PATH": "/usr/bin:/bin", "HOME": home, "TUNNEL_PORT": "8080"]
        let child = try ChildProcess(
            path, arguments, environment: variables.merging(environment) { $1 }, terminal: .pipes)
        // A program that ends without reading closes the pipe: no fault of the test.
        try? child.type(input)
        child.finishInput()
        let output = try child.output.waitForEnd()
        let errorOutput = try child.errors.waitForEnd()
        let status: Int32 =
            switch try child.waitForExit() {
            case .exited(let code): code
            case .signalled(let number): 128 + number
            }
        return RealProgram(status: status, output: output, errorOutput: errorOutput)
    }

    /// The lines of standard error, which ssh ends with CR and LF, without remarks on terminals.
    package var errorLines: [String] {
        errorOutput.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("Pseudo-terminal") }
    }

    /// The last line of standard error.
    package var lastErrorLine: String? { errorLines.last }

    /// The values that `ssh -G` printed for a keyword.
    package func values(of keyword: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix(keyword + " ") }
            .map { String($0.dropFirst(keyword.count + 1)) }
    }
}
