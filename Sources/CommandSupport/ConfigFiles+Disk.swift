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
                return .file(content.bytes, mode: content.mode, owner: status.st_uid)
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
}
