import ArgumentParser
import KeeperProtocol
import TunnelModel

/// Which devices are meant.
struct Choice: ParsableArguments {
    @Argument(help: ArgumentHelp("Names: * is any text, ? any character.", valueName: "pattern"))
    var pattern: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("With this label; repeated: with all.", valueName: "key[=value]"))
    var label: [String] = []

    @Flag(help: "Only those that are online.")
    var online = false

    @Flag(help: "Only those that are offline.")
    var offline = false

    @Option(help: ArgumentHelp("Only those that are reserved, pending, accepted or revoked.", valueName: "state"))
    var standing: String?

    func selection() throws -> DeviceSelection {
        if online && offline { throw ValidationError("no device is online and offline") }
        return DeviceSelection(
            pattern: try pattern.map { try NamePattern($0) }, labels: try label.map { try Label($0) },
            isOnline: online ? true : offline ? false : nil,
            standing: try standing.map { word in
                guard let standing = DeviceStanding(rawValue: word) else {
                    throw ValidationError("--standing is reserved, pending, accepted or revoked, not '\(word)'")
                }
                return standing
            })
    }
}
