import TunnelModel

extension SSHWireWriter {
    /// Writes numbers one after the other.
    mutating func write(numbers: UInt32...) {
        for number in numbers { write(uint32: number) }
    }

    /// Writes the five fields of a forward.
    mutating func write(_ forward: ControlForward) {
        write(uint32: forward.type)
        write(string: forward.listenHost.utf8)
        write(uint32: forward.listenPort)
        write(string: forward.connectHost.utf8)
        write(uint32: forward.connectPort)
    }
}
