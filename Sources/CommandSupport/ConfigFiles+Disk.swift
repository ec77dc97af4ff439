import Glibc
package import Settings

extension ConfigFiles {
    /// The real disk.
    package static let disk = ConfigFiles(
        read: { path in
            do throws(Disk.Failure) {
                let content = try Disk.read(path)
                var status = stat()
                guard stat(path, &status) == 0 else { return .missing("No such file or directory") }
                // As Debian's ssh has it: a group of the owner alone is no other.
                let isPrivate = isPrivateGroup(status.st_gid, of: status.st_uid)
                let mode = isPrivate ? content.mode & ~0o020 : content.mode
                return .file(content.bytes, mode: mode, owner: status.st_uid)
            } catch {
                return error.isMissing ? .missing(error.words) : .unreadable(error.words)
            }
        },
        glob: { pattern in
            var found = glob_t()
            defer { globfree(&found) }
            guard Glibc.glob(pattern, GLOB_TILDE, nil, &found) == 0 else { return [] }
            return (0..<Int(found.gl_pathc)).compactMap { index in
                found.gl_pathv[index].map { String(cString: $0) }
            }
        })

    /// Whether a group is the one that was made with a user's account and has no other members.
    private static func isPrivateGroup(_ group: gid_t, of user: uid_t) -> Bool {
        guard let account = getpwuid(user), account.pointee.pw_gid == group,
            let name = account.pointee.pw_name.map({ String(cString: $0) }),
            let entry = getgrgid(group), entry.pointee.gr_name.map({ String(cString: $0) }) == name,
            let members = entry.pointee.gr_mem
        else { return false }
        var index = 0
        while let member = members[index] {
            guard String(cString: member) == name else { return false }
            index += 1
        }
        return true
    }
}
