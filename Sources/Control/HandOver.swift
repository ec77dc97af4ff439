/// What came of handing the forwards of a command line to a master that is running already.
package enum HandOver: Sendable, Hashable {
    /// There is no master, or it does not do it: connect as if there were no control path. The lines say why, if
    /// there is something to say.
    case declined([ControlLine])
    /// The master has the forwards, and has ended or the task was cancelled since, if that was to be waited for. Exit
    /// with this status: 0 when there was no wait, else 255.
    case ended(status: Int32)
}
