/// The run is over; why has been told.
struct TunnelOver: Error {
    /// The status to exit with.
    var status: Int32
}
