import TunnelModel

/// Times as people read them.
enum Span {
    /// How long ago: `12 s`, `5 min`, `3 h`, `12 d`.
    static func ago(_ time: UTCTime, now: UTCTime) -> String {
        let seconds = max(0, now - time)
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
