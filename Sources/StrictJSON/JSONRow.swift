/// A value of which a hundred thousand go over the wire in a row, which Codable's containers are too slow for.
///
/// What is written must be the same to the byte as what `Codable` gives. Reading gives nil for whatever is not just
/// right: then the slow way is taken, which knows newer versions and says what is wrong.
package protocol JSONRow: Codable {
    /// Reads all members of an object.
    init?(row: inout JSONRowReader)
    /// Writes all members, in the order of `Codable`.
    func write(to row: inout JSONRowWriter)
}
