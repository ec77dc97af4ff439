import GRDB
import StrictJSON
import TunnelModel

/// Takes the lines of an import in order and writes what they say within one transaction.
struct ImportReader {
    private let change: Change
    private var number = 0
    private var isExport = false
    private var hasEnded = false
    private(set) var counts = ImportCounts()

    init(_ change: Change) { self.change = change }

    /// Reads one line. Empty lines are passed over.
    mutating func take(_ bytes: [UInt8]) throws {
        number += 1
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
        guard !bytes.allSatisfy(blanks.contains) else { return }
        do {
            guard !hasEnded else { throw RegistryError.invalid("something follows the end") }
            try write(StrictDecoder().decode(TransferLine.self, from: bytes, limits: .document))
        } catch {
            throw fault(error)
        }
    }

    /// Says that no more lines come.
    func finish() throws {
        guard !isExport || hasEnded else {
            throw RegistryError.invalid("the export is cut: its last line is missing after line \(number)")
        }
    }

    private mutating func write(_ line: TransferLine) throws {
        guard (1...TransferLine.version).contains(line.v) else {
            throw RegistryError.invalid("v: the format \(line.v) is newer than this program's")
        }
        switch (line.registry, line.device, line.operator, line.grant, line.setting, line.end) {
        case (.some, nil, nil, nil, nil, nil) where number == 1: isExport = true
        case (nil, let device?, nil, nil, nil, nil):
            try change.write(device)
            counts.devices += 1
        case (nil, nil, let person?, nil, nil, nil):
            try change.write(person)
            counts.operators += 1
        case (nil, nil, nil, let grant?, nil, nil):
            try change.write(grant)
            counts.grants += 1
        case (nil, nil, nil, nil, let setting?, nil):
            try change.run(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [setting.name.rawValue, setting.value])
            counts.settings += 1
        case (nil, nil, nil, nil, nil, let end?) where isExport:
            guard end.lines == number - 2 else {
                throw RegistryError.invalid("\(end.lines) lines were written, and \(number - 2) are here")
            }
            hasEnded = true
        default: throw RegistryError.invalid("one of device, operator, grant and setting is due")
        }
    }

    private func fault(_ error: any Error) -> RegistryError {
        switch error {
        case let error as JSONFault: .invalid("line \(number): \(error)")
        case let error as TextFault: .invalid("line \(number): \(error)")
        case let error as RegistryError: .invalid("line \(number): \(error)")
        case let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT:
            .invalid("line \(number): \(PlainText(cleaning: error.message ?? "it does not fit what is there"))")
        default: RegistryError(error, path: "the registry")
        }
    }
}
