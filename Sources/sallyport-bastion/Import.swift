import ArgumentParser
import CPosix
import Enrollment
import Glibc
import Keeper
import KeeperProtocol
import StrictJSON
import TunnelModel

/// `import FILE`: all of it or nothing.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add the devices, operators and grants of an export: all of them or none.")
    @OptionGroup var place: Place
    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file")) var file: String

    /// Records of one request: far below 64 KiB each, but not too many lines.
    private static let partByteCount = 48 << 10

    func run() throws {
        let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw TextFault("file", file, strerror(errno).map { String(cString: $0) } ?? "it cannot be read")
        }
        var splitter = LineSplitter()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var sender = try PartSender(socket: place.socketPath, limit: Self.partByteCount)
        var number = 0
        while true {
            let count = sallyport_receive_some(descriptor, &buffer, buffer.count, 600_000)
            guard count >= 0 else { throw TextFault("file", file, "it cannot be read") }
            if count == 0 { break }
            splitter.append(buffer.prefix(count))
            while let line = try splitter.nextLine() { try Self.take(line, &number, &sender) }
        }
        if !splitter.rest.isEmpty { try Self.take(splitter.rest, &number, &sender) }
        Console.print("imported: \(try sender.finish())\n")
    }

    private static func take(_ line: [UInt8], _ number: inout Int, _ sender: inout PartSender) throws {
        number += 1
        if line.isEmpty { return }
        do {
            try sender.add(try StrictDecoder().decode(ExportRecord.self, from: line), byteCount: line.count)
        } catch let fault as JSONFault {
            throw TextFault("line \(number)", String(decoding: line.prefix(64), as: UTF8.self), fault.description)
        }
    }
}
