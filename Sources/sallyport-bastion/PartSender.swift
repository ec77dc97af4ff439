import Enrollment
import Keeper
import KeeperProtocol
import TunnelModel

/// Sends records in parts over one connection; the last part has them all written.
struct PartSender: ~Copyable {
    private var call: KeeperCall
    private let limit: Int
    private var records: [ExportRecord] = []
    private var byteCount = 0

    init(socket: String, limit: Int) throws {
        call = try KeeperCall(path: socket)
        self.limit = limit
    }

    mutating func add(_ record: ExportRecord, byteCount size: Int) throws {
        if byteCount + size > limit, !records.isEmpty { _ = try send(isLast: false) }
        records.append(record)
        byteCount += size
    }

    /// How many records came in.
    mutating func finish() throws -> Int { try send(isLast: true) }

    private mutating func send(isLast: Bool) throws -> Int {
        try call.send(try ImportPart(records: records, isLast: isLast).line())
        records = []
        byteCount = 0
        switch try ImportPart.Reply(line: try call.receive(milliseconds: 300_000)) {
        case .ok(let count): return count.count
        case .refused(let refusal): throw refusal
        case .item: throw Refusal(.failed, "the keeper's answer cannot be read")
        }
    }
}
