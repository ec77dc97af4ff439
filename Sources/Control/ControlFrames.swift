import NIOCore

/// Cuts what comes on a control socket into the bodies of its messages.
///
/// A body is at least a type, four bytes, and at most 256 KiB.
struct ControlFrames: ByteToMessageDecoder {
    typealias InboundOut = [UInt8]

    /// Whether requests come here, some of which are followed by bytes that carry descriptors. Those are passed over;
    /// the descriptors themselves the kernel closes, as nobody takes them.
    var takesRequests: Bool

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let body = try next(from: &buffer) else { return .needMoreData }
        context.fireChannelRead(Self.wrapInboundOut(body))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        while try decode(context: context, buffer: &buffer) == .continue {}
        guard buffer.readableBytes == 0 else { throw ControlMessageError.incomplete }
        return .needMoreData
    }

    /// Takes the next body out of the buffer; nil while it is not all there.
    func next(from buffer: inout ByteBuffer) throws(ControlMessageError) -> [UInt8]? {
        let start = buffer.readerIndex
        guard let length: UInt32 = buffer.getInteger(at: start) else { return nil }
        guard (4...UInt32(ControlNumber.maximumLength)).contains(length) else { throw .badLength(length) }
        guard let type: UInt32 = buffer.getInteger(at: start + 4) else { return nil }
        let trailing = takesRequests ? ControlRequest.descriptorCount(type: type) : 0
        guard buffer.readableBytes >= 4 + Int(length) + trailing else { return nil }
        let body = buffer.getBytes(at: start + 4, length: Int(length))
        buffer.moveReaderIndex(forwardBy: 4 + Int(length) + trailing)
        return body
    }

    /// A whole message: the length, then the body.
    static func frame(_ body: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(4 + body.count)
        buffer.writeInteger(UInt32(body.count))
        buffer.writeBytes(body)
        return buffer
    }
}
