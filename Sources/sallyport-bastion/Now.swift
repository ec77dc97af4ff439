import Glibc
import TunnelModel

/// The clock, read at the edge.
enum Now {
    static var time: UTCTime { UTCTime(secondsSince1970: Int64(Glibc.time(nil))) }
}
