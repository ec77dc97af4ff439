import Foundation
import Settings
import TestSupport
import Testing

@testable import CommandSupport

@Suite("The log file, patterns of paths, and files that replace others")
struct DiskSettingsTests {
    private let folder = NSTemporaryDirectory() + "sallyport-" + UUID().uuidString

    private func inFolder(_ body: () throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body()
    }

    @Test("a log file is made with mode 0600 and appended to")
    func log() throws {
        try inFolder {
            let path = folder + "/log"
            for line in ["one", "two"] {
                Console(level: .info, file: try LogFile(path: path)).say(line, at: .info)
            }
            let content = try Disk.read(path)
            #expect(String(decoding: content.bytes, as: UTF8.self) == "one\ntwo\n")
            #expect(content.mode == 0o600 && content.isOwn)
        }
    }

    @Test("a log file that cannot be opened is told in ssh's very words")
    func logFault() throws {
        let path = folder + "/none/log"
        let failure = #expect(throws: Disk.Failure.self) { _ = try LogFile(path: path) }
        let ssh = try RealProgram.run("/usr/bin/ssh", ["-E", path, "-F", "none", "127.0.0.1"])
        #expect(LogFile.fault(path, try #require(failure)) == ssh.errorOutput)
    }

    @Test("a replaced file has the new text and mode, and nothing else is left in the folder")
    func replaced() throws {
        try inFolder {
            let path = folder + "/port"
            try Disk.replace(path, with: "1\n")
            try Disk.replace(path, with: "40022\n")
            let content = try Disk.read(path)
            #expect(String(decoding: content.bytes, as: UTF8.self) == "40022\n" && content.mode == 0o644)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["port"])
            let failure = #expect(throws: Disk.Failure.self) { try Disk.replace(folder + "/none/port", with: "") }
            #expect(failure?.isMissing == true)
        }
    }
}
