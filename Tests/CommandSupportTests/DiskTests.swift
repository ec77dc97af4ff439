import CommandSupport
import Foundation
import Testing

@Suite("Small files on the disk")
struct DiskTests {
    private let folder = NSTemporaryDirectory() + "sallyport-disk-" + UUID().uuidString

    private func content(_ path: String) throws -> String {
        String(decoding: try Disk.read(path).bytes, as: UTF8.self)
    }

    @Test("a line is appended on a line of its own, even behind a last line without its end")
    func append() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/known_hosts"
        try Disk.append(line: "first", to: path)
        #expect(try content(path) == "first\n")
        try Data("cut short".utf8).write(to: URL(fileURLWithPath: path))
        try Disk.append(line: "second", to: path)
        #expect(try content(path) == "cut short\nsecond\n")
        try Disk.append(line: "third", to: path)
        #expect(try content(path) == "cut short\nsecond\nthird\n")
    }

    @Test("a new file and its folder are for their owner alone")
    func modes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Disk.append(line: "line", to: folder + "/known_hosts")
        #expect(try Disk.read(folder + "/known_hosts").mode == 0o600)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("a file is read whole, up to the limit")
    func read() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/large"
        try Disk.append(line: String(repeating: "x", count: 99_999), to: path)
        #expect(try Disk.read(path).bytes.count == 100_000)
        #expect(try Disk.read(path, limit: 5_000).bytes.count == 5_000)
    }

    @Test("what cannot be read says why in the system's words")
    func missing() {
        let error = #expect(throws: Disk.Failure.self) { try Disk.read(folder + "/none") }
        #expect(error?.words == "No such file or directory")
        #expect(error?.isMissing == true)
        #expect(Disk.fault(folder) == "No such file or directory")
    }
}
