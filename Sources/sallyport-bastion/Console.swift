import Glibc
import TunnelModel

/// Where the program's words go. Nothing gets here that a terminal would act on.
enum Console {
    /// Writes text to standard output; a reader that is gone ends the program quietly.
    static func print(_ text: String) {
        if !write(text, to: 1) { exit(ExitStatus.failed) }
    }

    /// One line on standard error, with the program's name in front.
    static func complain(_ line: String) {
        _ = write("sallyport-bastion: \(line)\n", to: 2)
    }

    private static func write(_ text: String, to descriptor: CInt) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, Array(rest.prefix(1 << 20)), min(rest.count, 1 << 20))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
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
