import ArgumentParser
import Keeper
import KeeperProtocol
import TunnelModel

/// The program with its subcommands.
struct Bastion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sallyport-bastion",
        abstract: "Keeper of the devices and operators that meet at this bastion's sshd.",
        version: "sallyport-bastion \(KeeperVersion.number)",
        subcommands: [
            Serve.self, Init.self, DoctorCommand.self, TokenCommand.self, DeviceCommand.self, OperatorCommand.self,
            GrantCommand.self, Audit.self,
            Why.self, Status.self, Backup.self, Restore.self, Export.self, Import.self, AuthorizedKeys.self,
            SessionCommand.self,
        ])

    /// Reads the words, does what they say, and gives the status to exit with.
    static func run(_ words: [String]) async -> Int32 {
        let command: any ParsableCommand
        do {
            command = try Bastion.parseAsRoot(words)
        } catch {
            return told(error)
        }
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
            return ExitStatus.done
        } catch let status as ExitCode {
            return status.rawValue
        } catch let fault as any Diagnosable {
            return Console.report(fault)
        } catch {
            return told(error)
        }
    }

    /// Help, versions and usage, in the parser's words.
    private static func told(_ error: any Error) -> Int32 {
        let status = Bastion.exitCode(for: error).rawValue
        let text = Bastion.fullMessage(for: error)
        if status == ExitStatus.done {
            Console.print(text + "\n")
        } else {
            Console.complain(text)
        }
        return status
    }
}
