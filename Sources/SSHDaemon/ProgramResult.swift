/// How a program ended and what it wrote.
package struct ProgramResult: Sendable, Equatable {
    /// Its exit status; 128 and the number after a signal.
    package var status: Int32
    /// Standard output, 4 MiB at most.
    package var output: String
    /// Standard error, 4 MiB at most.
    package var errors: String

    /// A result as it is.
    package init(status: Int32, output: String, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    /// The last line of standard error that says something, for a one-line message.
    package var lastErrorLine: String {
        let lines = errors.split(whereSeparator: \.isNewline)
        return lines.last.map(String.init) ?? "status \(status), without a word"
    }
}
