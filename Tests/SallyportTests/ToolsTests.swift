import Foundation
import TestSupport
import Testing

extension ProgramTests {
    @Suite("What people use works through it: curl, git, scp, rsync, ssh")
    struct ToolsTests {
        /// Runs a script under `set -eu` and returns what it wrote.
        private static func run(_ script: String, _ variables: [String: String]) throws -> String {
            let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
            let shell = try ChildProcess("/bin/bash", ["-euc", script], environment: environment)
            #expect(try shell.waitForExit() == .exited(0), "\(shell.errors.text)")
            return try shell.output.waitForEnd()
        }

        /// The variables of a script that goes through `sshd` twice: as a bastion, and as the host behind it.
        private static func variables(_ sshd: SSHDFixture, _ folder: TemporaryFolder) throws -> [String: String] {
            let options =
                "-F none -i \(sshd.identity) -o IdentitiesOnly=yes -o BatchMode=yes"
                + " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=\(sshd.knownHosts)"
            let proxy = "\(try Repository.program()) \(options) -p \(sshd.port) -W %h:%p \(sshd.user)@127.0.0.1"
            return [
                "OPTIONS": options, "PROXY": proxy, "PORT": String(sshd.port), "LOGIN": "\(sshd.user)@127.0.0.1",
                "FOLDER": folder.path,
            ]
        }

        @Test(
            "through -W as ProxyCommand, byte for byte",
            arguments: [
                "ssh": #"ssh $OPTIONS -o ProxyCommand="$PROXY" -p $PORT $LOGIN cat < big > copy"#,
                "scp there": #"scp -q $OPTIONS -o ProxyCommand="$PROXY" -P $PORT big $LOGIN:$FOLDER/copy"#,
                "scp here": #"scp -q $OPTIONS -o ProxyCommand="$PROXY" -P $PORT $LOGIN:$FOLDER/big copy"#,
                "rsync": #"rsync -e "ssh $OPTIONS -o ProxyCommand='$PROXY' -p $PORT" big $LOGIN:$FOLDER/copy"#,
            ].map { [$0.key, $0.value] })
        func proxyCommand(test: [String]) async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture(SSHDOptions(lines: ["Subsystem sftp internal-sftp"]))
                let folder = try TemporaryFolder()
                let script = "cd $FOLDER; head -c 5000000 /dev/urandom > big; \(test[1]); cmp big copy; echo same"
                #expect(try Self.run(script, Self.variables(sshd, folder)) == "same\n")
            }
        }

        @Test("git clones through -W as ProxyCommand")
        func gitClone() async throws {
            try await OwnThread.run {
                let sshd = try SSHDFixture()
                let folder = try TemporaryFolder()
                let script = """
                    cd $FOLDER; git init -q origin; cd origin
                    head -c 300000 /dev/urandom > file; git add file
                    git -c user.name=a -c user.email=a@b commit -q -m first; cd ..
                    export GIT_SSH_COMMAND="ssh $OPTIONS -o ProxyCommand='$PROXY'"
                    git clone -q ssh://$LOGIN:$PORT$FOLDER/origin copy; cmp origin/file copy/file; echo same
                    """
                #expect(try Self.run(script, Self.variables(sshd, folder)) == "same\n")
            }
        }

        @Test("a browser's burst: 30 connections at once", arguments: ["-L", "-D"])
        func burst(kind: String) async throws {
            try await OwnThread.run {
                let page = try WebPage(String(repeating: "page ", count: 4_000))
                let sshd = try SSHDFixture()
                let local = try RefusedPort()
                let target = kind == "-L" ? ":127.0.0.1:\(page.port)" : ""
                let login = try Login(
                    .sallyport, Words.login(to: sshd, options: [kind, "127.0.0.1:\(local.port)\(target)"]))
                #expect(login.succeeded)
                let place = kind == "-L" ? local.port : page.port
                let proxy = kind == "-L" ? "--noproxy '*'" : "--noproxy '' --proxy socks5h://127.0.0.1:\(local.port)"
                let script = """
                    for i in {1..30}; do
                        curl --silent --show-error --fail \(proxy) --max-time 30 http://127.0.0.1:\(place)/ > $FOLDER/$i &
                    done
                    wait
                    cat $FOLDER/* | wc -c
                    """
                let folder = try TemporaryFolder()
                #expect(try Self.run(script, ["FOLDER": folder.path]) == "\(30 * 20_000)\n")
                #expect(page.server.acceptedCount == 30)
            }
        }
    }
}
