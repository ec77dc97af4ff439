import CPosix

/// The file of `-E`, which takes what would go to standard error.
package struct LogFile: Sendable {
    let descriptor: CInt

    /// Opens it to append to, made with mode 0600 if it is not there; stays open as long as the program lives.
    package init(path: String) throws(Disk.Failure) {
        descriptor = sallyport_open_log(path)
        if descriptor < 0 { throw Disk.Failure(-descriptor) }
    }

    /// ssh's line about a file that cannot be opened (log.c), for standard error.
    package static func fault(_ path: String, _ failure: Disk.Failure) -> String {
        "Couldn't open logfile \(path): \(failure.words)\n"
    }
}
