package import TunnelModel

/// A login of a device or an operator, from its first word to its end.
package struct Session: Sendable, Hashable {
    /// Whose login it is.
    package enum Owner: Sendable, Hashable {
        /// A device's.
        case device(DeviceID)
        /// An operator's.
        case `operator`(OperatorID)
    }

    /// Its number.
    package var id: SessionID
    /// Whose login it is.
    package var owner: Owner
    /// The device's or operator's name today.
    package var name: String
    /// From where it came.
    package var from: PlainText?
    /// The process id of its sshd monitor.
    package var monitor: Int32
    /// When that process started, in the kernel's ticks since boot, to tell it from another with its number.
    package var monitorStart: Int64
    /// When it began.
    package var started: UTCTime
    /// When it ended; nil while it lives.
    package var ended: UTCTime?
    /// Why it ended.
    package var why: PlainText?
}

/// The number of a session.
package typealias SessionID = RowID<Session>
