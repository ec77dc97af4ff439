import TestSupport

/// How a program that was run to its end took it.
struct Ending: Sendable {
    /// How it exited.
    let status: ExitStatus
    /// The lines of its standard error.
    let lines: [String]
    /// What it wrote to standard output.
    let output: String

    /// Runs `program` with these words and waits for its end.
    init(_ program: Program, _ words: [String], environment: [String: String]? = nil) throws {
        let child = try ChildProcess(program.path, words, environment: environment)
        status = try child.waitForExit()
        lines = try child.errors.waitForEnd().split(whereSeparator: \.isNewline).map(String.init)
        output = try child.output.waitForEnd()
    }

    /// The lines without the name of the program in front, which is the one thing that may differ from ssh.
    var plainLines: [String] {
        lines.map { line in
            for name in Program.allCases where line.hasPrefix("\(name.rawValue): ") {
                return String(line.dropFirst(name.rawValue.count + 2))
            }
            return line
        }
    }
}
