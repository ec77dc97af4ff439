import GRDB
import StrictJSON
package import TunnelModel

extension Registry {
    /// Adds what an export or an inventory holds, line by line, in one transaction: all of it or nothing.
    ///
    /// Nothing that is there already is changed: a name, an address or a key that is taken is a fault. A first line
    /// that says `registry` makes it an export, which must have its last line. The fault names the line. Gives how many
    /// devices, operators and grants came in.
    package func importLines(
        _ lines: some Sequence<[UInt8]>, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> ImportCounts {
        try change(by: actor, at: time) { change in
            var reader = ImportReader(change)
            for line in lines { try reader.take(line) }
            try reader.finish()
            if reader.counts != ImportCounts() { try change.audit(.imported, reader.counts.words) }
            return reader.counts
        }
    }
}
