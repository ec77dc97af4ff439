/// What happened to a private sshd, for the log and for whoever waits until it is ready.
package enum SSHDEvent: Sendable, Equatable {
    /// It was started.
    case started(pid: Int32)
    /// One that an earlier run of ours left behind was found, and goes on.
    case adopted(pid: Int32)
    /// It answers on all its addresses: for the first time, or again.
    case answering
    /// It ended, or could not be started; it is started anew after the pause.
    case ended(words: String, pause: Duration)
    /// It was told to read its configuration anew and to start as it now is on the disk.
    case reloaded(SSHDReload)
    /// The folder that it needs for each new connection was gone and is there again.
    case folderRestored(String)
    /// It did not answer a connect as sshd does.
    case silent(words: String)
    /// A step was not possible; it is tried again.
    case troubled(DaemonError)
}
