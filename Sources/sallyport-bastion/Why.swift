import ArgumentParser
import Enrollment
import KeeperProtocol
import TunnelModel

/// `why OPERATOR DEVICE:SERVICE`: status 0 if it can be used, else 1.
struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether an operator can use a service now, and by what or why not.")
    @OptionGroup var place: Place
    @Argument(help: "The operator's name.") var operatorName: String
    @Argument(help: ArgumentHelp("What it wants.", valueName: "device:service")) var service: String
    @Flag(help: "As one JSON object.") var json = false

    func run() throws {
        let verdict = try place.ask(
            WhyQuestion(by: try OperatorName(operatorName), service: try DeviceService(service)))
        if json { try JSONText.print(verdict) } else { Console.print(Verdicts.text(verdict)) }
        if !verdict.isUsable { throw ExitCode(ExitStatus.failed) }
    }
}
