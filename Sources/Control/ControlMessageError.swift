/// A message that the multiplexing protocol does not allow.
enum ControlMessageError: Error, Hashable, CustomStringConvertible {
    /// It ends before its last field does.
    case incomplete
    /// So many bytes follow its last field.
    case leftOver(Int)
    /// Its length field says so many bytes: fewer than a type takes, or more than 256 KiB.
    case badLength(UInt32)
    /// A string that is not UTF-8, or has a zero in it.
    case notText
    /// Something else came before the greeting, or a second greeting; the type is in it.
    case outOfOrder(UInt32)
    /// The other side speaks another version of the protocol.
    case badVersion(UInt32)

    /// One line for a log.
    var description: String {
        switch self {
        case .incomplete: "incomplete message"
        case .leftOver(let count): "\(count) bytes too many in a message"
        case .badLength(let length): "message of \(length) bytes"
        case .notText: "text that is not UTF-8"
        case .outOfOrder(let type): "message of type \(type) out of order"
        case .badVersion(let version):
            "Unsupported multiplexing protocol version \(version) (expected \(ControlNumber.version))"
        }
    }
}
