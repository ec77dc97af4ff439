import CPosix

/// A descriptor that is closed when its owner goes.
struct Descriptor: ~Copyable {
    /// Its number.
    let raw: Int32

    /// Takes over what a call has returned: a descriptor, or -errno, for which it throws.
    init(_ result: Int32, _ attempt: @autoclosure () -> String) throws(DaemonError) {
        guard result >= 0 else { throw DaemonError(attempt(), code: result) }
        raw = result
    }

    /// Takes over a descriptor that is open.
    init(open raw: Int32) {
        self.raw = raw
    }

    deinit { sallyport_close(raw) }
}
