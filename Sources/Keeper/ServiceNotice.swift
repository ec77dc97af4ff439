import CPosix

/// What the keeper tells systemd about itself, if it runs under it (sd_notify(3)).
package enum ServiceNotice: Sendable {
    /// Clients are served; with a line for `systemctl status`.
    case ready(status: String)
    /// A line for `systemctl status`.
    case status(String)
    /// The end has begun.
    case stopping
    /// Still alive: due within the watchdog's interval.
    case alive

    /// Sends it; does nothing where nobody listens.
    package func send() {
        _ = sallyport_notify_service(text)
    }

    /// The unit's WatchdogSec=, in microseconds; nil if it has none.
    package static var watchdogMicroseconds: Int64? {
        let interval = sallyport_watchdog_interval()
        return interval == 0 || interval > UInt(Int64.max) ? nil : Int64(interval)
    }

    private var text: String {
        switch self {
        case .ready(let status): "READY=1\nSTATUS=\(status)"
        case .status(let status): "STATUS=\(status)"
        case .stopping: "STOPPING=1"
        case .alive: "WATCHDOG=1"
        }
    }
}
