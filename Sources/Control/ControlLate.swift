/// The other side of a control socket did not answer in time.
struct ControlLate: Error, CustomStringConvertible {
    /// For a log.
    var description: String { "no answer in time" }
}
