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
    case idleDirty = "idle Pss_Dirty, MB"
    case idleAnonymous = "idle RssAnon, MB"
    case fullDirty = "500 streams Pss_Dirty, MB"
    case fullAnonymous = "500 streams RssAnon, MB"

    /// Whether a larger number is the better one.
    var isMoreBetter: Bool {
        switch self {
        case .down, .up, .alone, .crowd: true
        default: false
        }
    }

    /// Digits after the point in the table.
    var digits: Int {
        switch self {
        case .down, .up, .alone, .crowd: 0
        case .median, .tail: 1
        default: 2
        }
    }
}
