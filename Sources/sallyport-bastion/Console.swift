import Glibc
import TunnelModel

/// Where the program's words go. Nothing gets here that a terminal would act on.
enum Console {
    /// Writes lines to standard output; a reader that is gone ends the program quietly.
    static func print(_ text: String) {
        guard fputs(text, stdout) >= 0 else { exit(ExitStatus.failed) }
    }

    /// What is buffered goes out now.
    static func flush() { fflush(stdout) }

    /// One line on standard error, with the program's name in front.
    static func complain(_ line: String) {
        fflush(stdout)
        fputs("sallyport-bastion: \(line)\n", stderr)
    }

    /// An error in one line, its advice in a second, and the status to exit with.
    static func report(_ error: any Error) -> Int32 {
        guard let fault = error as? any Diagnosable else {
            complain("\(error)")
            return ExitStatus.failed
        }
        complain(fault.summary)
        if let advice = fault.advice { complain(advice) }
        return fault.exitStatus
    }

    /// Whether standard output is a person's terminal.
    static var isTerminal: Bool { isatty(1) == 1 }
}
