/// The keeper was told to stop.
struct Stopped: Error {
    var signal: Int32
}
