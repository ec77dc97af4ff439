import ArgumentParser
import KeeperProtocol
import TunnelModel

/// `audit`.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Who did what, and when: oldest first.")
    @OptionGroup var place: Place
    @Option(help: ArgumentHelp("From this time on, or so long ago.", valueName: "time")) var since: String?
    @Option(help: ArgumentHelp("Before this time.", valueName: "time")) var before: String?
    @Option(help: ArgumentHelp("About this device.", valueName: "name")) var device: String?
    @Option(name: .customLong("operator"), help: ArgumentHelp("About this operator.", valueName: "name"))
    var about: String?
    @Option(help: ArgumentHelp("By this user, token or device.", valueName: "who")) var actor: String?
    @Option(help: ArgumentHelp("Of this kind.", valueName: "verb")) var verb: String?
    @Option(help: ArgumentHelp("At most so many of the newest.", valueName: "n")) var limit = 100
    @Flag(help: "One JSON object a line.") var json = false

    func run() throws {
        let question = AuditQuery(
            since: try since.map { try Self.time($0) }, before: try before.map { try Self.time($0) },
            device: try device.map { try DeviceName($0) }, about: try about.map { try OperatorName($0) },
            actor: try actor.map { try PlainText($0) }, verb: try verb.map { try PlainText($0) }, limit: limit)
        let records = try place.all(question).reversed()
        if json {
            var output = Output()
            for record in records { output.add(try JSONText.line(record)) }
            return output.flush()
        }
        var table = Table("TIME", "WHO", "WHAT", "DEVICE", "OPERATOR", "DETAIL")
        for record in records {
            table.add(
                record.time.text, record.actor.text, record.verb.text, record.device?.text, record.about?.text,
                record.detail?.text)
        }
        Console.print(table.text)
    }

    private static func time(_ text: String) throws -> UTCTime {
        if let span = try? TimeSpan(text) { return Now.time - span }
        return try UTCTime(text)
    }
}
