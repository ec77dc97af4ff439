/// A row of the table.
enum Metric: String, CaseIterable {
    case down = "bulk down, MB/s"
    case up = "bulk up, MB/s"
    case downCost = "client CPU down, s/GB"
    case upCost = "client CPU up, s/GB"
    case median = "echo p50, µs"
    case tail = "echo p99, µs"
    case alone = "connections/s, 1 at a time"
    case crowd = "connections/s, 32 at a time"
    case pair = "2 bulk streams at once, MB/s"
    case besideBulk = "echo p99 beside bulk, µs"
    case first = "first 6 after the login, 50 ms RTT, p50 ms"
    case few = "6 at once, 50 ms RTT, p50 ms"
    case many = "32 at once, 50 ms RTT, p50 ms"
    case farDown = "bulk down, 100 ms RTT, MB/s"
    case farUp = "bulk up, 100 ms RTT, MB/s"
    case idleDirty = "idle Pss_Dirty, MB"
    case idleAnonymous = "idle RssAnon, MB"
    case fullDirty = "500 streams Pss_Dirty, MB"
    case fullAnonymous = "500 streams RssAnon, MB"

    /// Whether a larger number is the better one.
    var isMoreBetter: Bool {
        switch self {
        case .down, .up, .alone, .crowd, .pair, .farDown, .farUp: true
        default: false
        }
    }

    /// What sallyport / ssh is to be at least or, where less is better, at most; nil: no more than printed.
    var target: Double? {
        switch self {
        case .alone, .crowd: 0.9
        case .median, .besideBulk: 1
        case .few: 1.3
        case .farDown: 3
        default: nil
        }
    }

    /// Digits after the point in the table.
    var digits: Int {
        switch self {
        case .down, .up, .alone, .crowd, .pair: 0
        case .median, .tail, .besideBulk, .first, .few, .many, .farDown, .farUp: 1
        default: 2
        }
    }
}
