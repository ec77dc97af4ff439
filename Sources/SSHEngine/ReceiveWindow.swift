/// How many bytes the far side may send on one stream, and when it is told that it may send more.
///
/// libssh2 refunds window by itself as soon as a read finds less than three quarters of the *initial* window, however
/// slow the real reader is, and keeps each small packet as an allocation of about 140 bytes. So streams are opened with
/// a tiny initial window, all further window is granted from here, and libssh2 is emptied at once into a compact
/// buffer: a byte of window is then at most a byte of memory, 1-byte packets included (RFC 4254 section 5.2).
struct ReceiveWindow: Equatable {
    /// The largest number of bytes that may be on their way or wait in our buffer.
    let target: Int
    /// Below this libssh2 would refund by itself; it is three quarters of the initial window.
    let floor: Int
    /// Bytes that the far side may still send, as libssh2 counts them.
    private(set) var open: Int
    /// Bytes that were read from libssh2 and wait for their reader.
    private(set) var held = 0
    /// A grant that libssh2 has begun to send and must be asked for again with the same amount.
    private(set) var unfinishedGrant: Int?

    /// The initial window of streams that we open: a server's greeting fits, and the floor of 1,536 bytes costs at most
    /// 1,536 packets of 1 byte, 220 KB, if a reader stalls for ever.
    static let initial = 2048
    /// libssh2's fixed initial window for streams that the far side opens, in bytes.
    static let initialOfAccepted = 2 << 20

    init(target: Int, initial: Int) {
        self.target = max(target, initial)
        self.floor = initial / 4 * 3
        self.open = initial
    }

    /// Bytes have come in, or more window than the first has been granted. Before that no grant is sent for its own
    /// sake: it travels with our first bytes or answers the far side's, and costs no packet alone.
    private(set) var hasStarted = false

    /// Bytes that may be read from libssh2 now without making it refund window.
    var readable: Int { max(0, open - floor) }

    /// `count` bytes came out of libssh2.
    mutating func received(_ count: Int) {
        open -= count
        held += count
        hasStarted = true
    }

    /// `count` bytes were handed to the reader.
    mutating func consumed(_ count: Int) {
        held -= count
    }

    /// The bytes to grant now, or nil while the far side has enough: grants come in steps of a quarter of the target.
    func grant(whileTight isTight: Bool) -> Int? {
        if let unfinishedGrant { return unfinishedGrant }
        let ceiling = isTight ? min(target, floor + 64 << 10) : target
        let room = ceiling - held - open
        guard room > 0, room >= min(ceiling / 4, 256 << 10) else { return nil }
        return room
    }

    /// libssh2 answered the grant of `count` bytes: sent, or to be asked for again.
    mutating func granted(_ count: Int, finished: Bool) {
        unfinishedGrant = finished ? nil : count
        hasStarted = true
        if finished { open += count }
    }
}
