import ArgumentParser
import Enrollment
import Glibc
import SSHDaemon

/// Who logs in.
struct Accounts: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "As root: the login users of devices, operators and enrollees, and the one of AuthorizedKeysCommand.",
            valueName: "d,o,e,k"))
    var users: String?

    /// As root one user for each role, else ourselves for all; and the user of AuthorizedKeysCommand, if it is named.
    func logins() throws -> (Logins, String?) {
        guard geteuid() == 0 else {
            guard users == nil else { throw ValidationError("--users is for root: an ordinary user is the only login") }
            return (.one(try Self.userName()), nil)
        }
        guard let users else { return (.standard, nil) }
        let names = users.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 4 else { throw ValidationError("--users takes four names, apart by commas") }
        for name in names { _ = try LoginName(name) }
        return (.perRole(device: names[0], operator: names[1], enroll: names[2]), names[3])
    }

    private static func userName() throws -> String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
            throw ValidationError("user id \(geteuid()) has no name, and sshd logs in by name")
        }
        return String(cString: name)
    }
}
