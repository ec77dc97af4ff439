import TunnelModel

/// Reads the fields of one message, with this protocol's errors.
struct ControlFields {
    private var reader: SSHWireReader

    /// Starts at the first byte of a message's body.
    init(_ body: [UInt8]) {
        reader = SSHWireReader(body)
    }

    /// Whether every byte has been read.
    var isAtEnd: Bool { reader.isAtEnd }

    /// A number.
    mutating func number() throws(ControlMessageError) -> UInt32 {
        do { return try reader.readUInt32() } catch { throw .incomplete }
    }

    /// A string that is text.
    mutating func text() throws(ControlMessageError) -> String {
        let bytes = try self.bytes()
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        return text
    }

    /// A string of any bytes.
    mutating func bytes() throws(ControlMessageError) -> [UInt8] {
        do { return try reader.readString() } catch { throw .incomplete }
    }

    /// Nothing may be left.
    func finish() throws(ControlMessageError) {
        guard isAtEnd else { throw .leftOver(reader.remaining.count) }
    }

    /// What follows a greeting's type: the version, then extensions, pairs of a name and a value; none is needed.
    mutating func greeting() throws(ControlMessageError) -> UInt32 {
        let version = try number()
        while !isAtEnd { _ = (try text(), try bytes()) }
        return version
    }
}

extension ControlFields {
    /// The type of a message; 0 if it has none.
    static func type(of body: [UInt8]) -> UInt32 {
        var fields = ControlFields(body)
        return (try? fields.number()) ?? 0
    }
}
