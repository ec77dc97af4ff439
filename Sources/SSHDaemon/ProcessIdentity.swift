/// One process for its whole life: its number may be given to another one later, number and start time may not.
package struct ProcessIdentity: Sendable, Hashable {
    /// The process id.
    package let pid: Int32
    /// When it was started, in the kernel's ticks since boot: field 22 of /proc/PID/stat.
    package let startTime: UInt64

    /// As given.
    package init(pid: Int32, startTime: UInt64) {
        self.pid = pid
        self.startTime = startTime
    }
}
