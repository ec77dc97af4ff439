/// Whether sshd will run a program as AuthorizedKeysCommand, and whether the login users can run it.
package struct SafePath: Sendable, Hashable {
    /// The program's real path first, then each folder above it up to `/`.
    package var steps: [FileFacts]

    /// Made up, for decisions without files.
    package init(steps: [FileFacts]) {
        self.steps = steps
    }

    /// Looks at a program and all folders above it, links followed as sshd does. Blocks.
    /// - Throws: if there is nothing at the path, or it is not absolute.
    package init(of program: String) throws(DaemonError) {
        guard program.hasPrefix("/") else { throw DaemonError("\(program) is no absolute path, which sshd needs") }
        guard var path = SystemFiles.realPath(program) else {
            throw DaemonError("there is no program at \(program)", advice: "install it there")
        }
        var steps: [FileFacts] = []
        while true {
            guard let facts = FileFacts(at: path) else { throw DaemonError("\(path) cannot be looked at") }
            steps.append(facts)
            if path == "/" { break }
            let parent = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            path = parent.isEmpty ? "/" : String(parent)
        }
        self.steps = steps
    }

    /// Why sshd refuses to run it (safe_path in its misc.c): the first step that does not belong to root or that group
    /// or others may write; nil if it will run.
    package var fault: DaemonError? {
        guard let program = steps.first else { return DaemonError("there is no program") }
        guard program.kind == .file else { return DaemonError("\(program.path) is no regular file") }
        for step in steps {
            if step.owner != 0 {
                return DaemonError(
                    "\(step.path) belongs to uid \(step.owner), so sshd does not run \(program.path)",
                    advice: "install the program under /usr/local/bin, or: chown root \(step.path)")
            }
            if step.mode & 0o022 != 0 {
                return DaemonError(
                    "\(step.path) can be written by others, so sshd does not run \(program.path)",
                    advice: "install the program under /usr/local/bin, or: chmod go-w \(step.path)")
            }
        }
        return nil
    }

    /// Why users other than root cannot run it, which the forced command needs: a step without the x for others; nil if
    /// they can.
    package var reachFault: DaemonError? {
        guard let step = steps.first(where: { $0.mode & 0o001 == 0 }) else { return nil }
        return DaemonError(
            "\(step.path) does not let other users through, so no login can run the bastion's command",
            advice: "install the program under /usr/local/bin, or: chmod o+x \(step.path)")
    }
}
