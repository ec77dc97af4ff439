import Glibc

/// How a process ended.
package enum ExitStatus: Sendable, Equatable {
    /// It exited with this code, 0 to 255.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)

    /// Reads the word that `waitpid(2)` fills in.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
    }
}
