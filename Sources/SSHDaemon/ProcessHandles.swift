import CPosix

/// Pidfds of the processes that an ending signals; closed when it is over.
struct ProcessHandles: ~Copyable {
    private var descriptors: [ProcessIdentity: Int32] = [:]

    init() {}

    deinit { for descriptor in descriptors.values { sallyport_close(descriptor) } }

    /// Sends a signal if the process is the one that is meant. The order matters: first the pidfd, which stays with
    /// whoever has the number now, then the look at who that is.
    mutating func send(_ signal: EndingMachine.Signal, _ table: ProcessTable) {
        let process = signal.process
        if descriptors[process] == nil {
            let descriptor = sallyport_open_process(process.pid)
            guard descriptor >= 0 else { return }
            descriptors[process] = descriptor
        }
        guard let descriptor = descriptors[process], table.process(process.pid)?.identity == process else { return }
        _ = sallyport_signal_process(descriptor, signal.number)
    }
}
