/// The numbers of the multiplexing protocol, version 4 (OpenSSH PROTOCOL.mux, section 11, and mux.c).
enum ControlNumber {
    /// The version that both sides must name.
    static let version: UInt32 = 4
    /// The longest message in bytes that is read, its length field left out: 256 KiB.
    static let maximumLength = 256 << 10
    /// The port that says that the host beside it is a socket path.
    static let pathPort = UInt32(bitPattern: -2)

    static let hello: UInt32 = 0x0000_0001

    static let newSession: UInt32 = 0x1000_0002
    static let aliveCheck: UInt32 = 0x1000_0004
    static let terminate: UInt32 = 0x1000_0005
    static let openForward: UInt32 = 0x1000_0006
    static let closeForward: UInt32 = 0x1000_0007
    static let stdioForward: UInt32 = 0x1000_0008
    static let stopListening: UInt32 = 0x1000_0009
    static let proxy: UInt32 = 0x1000_000f

    static let ok: UInt32 = 0x8000_0001
    static let permissionDenied: UInt32 = 0x8000_0002
    static let failure: UInt32 = 0x8000_0003
    static let alive: UInt32 = 0x8000_0005
    static let remotePort: UInt32 = 0x8000_0007

    static let localType: UInt32 = 1
    static let remoteType: UInt32 = 2
    static let dynamicType: UInt32 = 3
}
