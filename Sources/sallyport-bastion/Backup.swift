import ArgumentParser
import KeeperProtocol
import TunnelModel

/// `backup FILE`.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write registry, host keys and settings to a file, while all goes on.")
    @OptionGroup var place: Place
    @Argument(help: ArgumentHelp("The file; what is there is replaced.", valueName: "file")) var file: String

    func run() throws {
        let reply = try place.ask(BackupRequest(path: try FilePath(try Paths.absolute(file))))
        Console.print("\(reply.bytes) bytes, devices: \(reply.devices), operators: \(reply.operators)\n")
    }
}

/// `restore FILE`.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in the place of registry, host keys and settings.")
    @OptionGroup var place: Place
    @Argument(help: ArgumentHelp("The backup.", valueName: "file")) var file: String

    func run() throws {
        let reply = try place.ask(RestoreRequest(path: try FilePath(try Paths.absolute(file))))
        Console.print("the backup of \(reply.made): devices: \(reply.devices), operators: \(reply.operators)\n")
    }
}
