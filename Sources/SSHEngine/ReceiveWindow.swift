import NIOCore

/// How many bytes the far side may send on one stream, and when it is told that it may send more.
///
/// libssh2 refunds window by itself as soon as a read finds less than three quarters of the *initial* window, however
/// slow the real reader is, and keeps each small packet as an allocation of about 140 bytes. So streams are opened with
/// a tiny initial window, all further window is granted from here, and libssh2 is emptied at once into a compact
/// buffer: a byte of window is then at most a byte of memory, 1-byte packets included (RFC 4254 section 5.2).
///
/// A window that was granted cannot be taken back, so a large one is given only where it makes a stream faster: the
/// ceiling begins low and doubles, up to the target, whenever the reader has taken a quarter of it within one round trip.
/// On a short link it stays. A reader that has fallen half a ceiling behind begins anew.
struct ReceiveWindow: Equatable {
    /// The largest number of bytes that may be on their way or wait in our buffer.
    let target: Int
    /// Below this libssh2 would refund by itself; it is three quarters of the initial window.
    let floor: Int
    /// What the ceiling starts at, in bytes.
    private let start: Int
    /// Bytes that may be on their way or wait in our buffer now, by what the reader has shown; at most the target.
    private(set) var ceiling: Int
    /// Bytes that the far side may still send, as libssh2 counts them.
    private(set) var open: Int
    /// Bytes that were read from libssh2 and wait for their reader.
    private(set) var held = 0
    /// The round trip that is looked at: when it began, and what the reader has taken in it.
    private var roundSince = NIODeadline.uptimeNanoseconds(0)
    private var takenInRound = 0
    /// A grant that libssh2 has begun to send and must be asked for again with the same amount.
    private(set) var unfinishedGrant: Int?

    /// The initial window of streams that we open: a server's greeting fits, and the floor of 1,536 bytes costs at most
    /// 1,536 packets of 1 byte, 220 KB, if a reader stalls for ever.
    static let initial = 2048
    /// libssh2's fixed initial window for streams that the far side opens, in bytes.
    static let initialOfAccepted = 2 << 20
    /// The bounds of the first ceiling. The upper is OpenSSH's whole window (channels.h).
    static let firstCeiling = 256 << 10...2 << 20

    /// On a shorter way the first ceiling is enough for more than 600 MB/s.
    static let leastRoundTrip = TimeAmount.milliseconds(3)

    /// `target` and `initial` in bytes; `start` is the first ceiling, see `firstCeiling(beside:)`.
    init(target: Int, initial: Int, start: Int = firstCeiling.upperBound) {
        self.target = max(target, initial)
        self.floor = initial / 4 * 3
        self.open = initial
        self.start = min(self.target, max(initial, start))
        ceiling = self.start
    }

    /// The first ceiling of a stream beside `others`: as long as there are few, all of ssh's window; of many, less, so
    /// that a hundred may stall before one of four sessions has to reset any.
    static func firstCeiling(beside others: Int) -> Int {
        max(firstCeiling.lowerBound, min((12 << 20) / (others + 1), firstCeiling.upperBound))
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
        if held >= ceiling / 2 { ceiling = start }
    }

    /// `count` bytes were handed to the reader, or dropped.
    mutating func consumed(_ count: Int) {
        held -= count
    }

    /// The same with a clock, by which the ceiling grows; nil for a round trip that is not known: it stays.
    mutating func consumed(_ count: Int, at now: NIODeadline, roundTrip: TimeAmount?) {
        held -= count
        guard let roundTrip, roundTrip >= Self.leastRoundTrip, ceiling < target else { return }
        if now - roundSince > roundTrip { (roundSince, takenInRound) = (now, 0) }
        takenInRound += count
        if takenInRound >= ceiling / 4 {
            ceiling = min(target, ceiling * 2)
            (roundSince, takenInRound) = (now, 0)
        }
    }

    /// The bytes to grant now, or nil while the far side has enough: grants come in steps of a quarter of the ceiling.
    func grant(whileTight isTight: Bool) -> Int? {
        if let unfinishedGrant { return unfinishedGrant }
        let ceiling = isTight ? min(ceiling, floor + 64 << 10) : ceiling
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
