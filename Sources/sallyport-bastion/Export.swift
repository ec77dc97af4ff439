import ArgumentParser
import KeeperProtocol

/// `export`: one JSON object a line.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write devices, operators and grants as lines of JSON to standard output.")
    @OptionGroup var place: Place

    func run() throws { try place.dump(ExportRequest()) }
}
