import CPosix
import Glibc

/// SIGINT, SIGTERM and SIGHUP as bytes of a pipe: the way to ask a tunnel to close. No thread waits for them; whoever
/// runs the event loop reads the pipe there.
package struct StopSignals: Sendable {
    /// The pipe's reading end: each signal arrives as one byte, its number. Non-blocking; its reader closes it.
    package let descriptor: CInt

    /// Takes the signals over; from now on they no longer end the program by themselves. Once a process: nil later, and
    /// when there is no descriptor for a pipe.
    package init?(_ numbers: [CInt] = [SIGINT, SIGTERM, SIGHUP]) {
        descriptor = sallyport_take_signals(numbers, CInt(numbers.count))
        if descriptor < 0 { return nil }
    }
}
