package import Foundation

/// What Linux says about a running process, read from /proc.
package struct ProcessReadings: Sendable {
    /// Memory that only this process has changed, its share of shared pages counted in: Pss_Dirty, in bytes.
    package let dirtyBytes: Int
    /// Anonymous resident memory (RssAnon), in bytes.
    package let anonymousBytes: Int
    /// Processor time used so far, user and system, in seconds; steps of 10 ms.
    package let processorSeconds: Double
    /// What its open descriptors point to, for example `socket:[4711]`, ordered by number.
    package let descriptors: [String]

    /// Reads process `pid`; throws when it is gone or not ours to look at.
    package init(pid: pid_t) throws {
        let memory = try Self.text("/proc/\(pid)/smaps_rollup")
        let status = try Self.text("/proc/\(pid)/status")
        dirtyBytes = Self.kilobytes("Pss_Dirty:", in: memory) * 1_024
        anonymousBytes = Self.kilobytes("RssAnon:", in: status) * 1_024
        // The fields after the name, which is in brackets and may hold blanks: state is the first, utime the 12th.
        let fields = try Self.text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = fields.count > 12 ? (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0) : 0
        processorSeconds = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        descriptors = try Self.descriptors(of: pid)
    }

    /// What the open descriptors of process `pid` point to, ordered by number.
    package static func descriptors(of pid: pid_t) throws -> [String] {
        let folder = "/proc/\(pid)/fd"
        let numbers = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { Int($0) }.sorted()
        return numbers.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
    }

    /// `pid` and all its descendants that live now.
    package static func family(of pid: pid_t) -> [pid_t] {
        let everyone = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        var parents: [pid_t: pid_t] = [:]
        for one in everyone { parents[one] = parent(of: one) }
        var found = [pid]
        var next = 0
        while next < found.count {
            found += parents.filter { $0.value == found[next] }.keys.sorted()
            next += 1
        }
        return found
    }

    private static func parent(of pid: pid_t) -> pid_t? {
        guard let fields = try? text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " "),
            fields.count > 1
        else { return nil }
        return pid_t(fields[1])
    }

    private static func kilobytes(_ name: String, in text: String) -> Int {
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw RigError("could not read \(path)") }
        return String(decoding: data, as: UTF8.self)
    }
}
