import Testing

@Suite("The house keeps its rules")
struct FenceTests {
    @Test("no source file offends against a fence", arguments: Fence.all.map(\.name))
    func sources(name: String) throws {
        let fence = try #require(Fence.all.first { $0.name == name })
        let tree = try SourceTree()
        #expect(tree.files.count > 100)
        #expect(tree.files.flatMap { fence.offences($0) } == [])
    }

    @Test("half of the files have at most 120 lines")
    func medianLength() throws {
        let lengths = try SourceTree().files.map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] <= 120)
    }

    @Test(
        "each fence sees an offence when there is one",
        arguments: [
            ("imports", "Link", "import Forwarding"),
            ("imports", "SSHEngine", "package import NIOPosix"),
            ("imports", "Stranger", "import Glibc"),
            ("unsafe code", "Link", "let x: UnsafeRawPointer"),
            ("words of the engine", "SSHEngine", "let loop: any EventLoop"),
            ("habits", "Link", "Task { await run() }"),
            ("habits", "Link", "let x = try! open()"),
            ("sleeps", "Link", "try await Task.sleep(for: .seconds(1))"),
            ("sleeps", "SSHDaemon", "try await clock.sleep(for: .seconds(1))"),
            ("documentation", "Link", "package func open() {}"),
        ])
    func seesOffences(name: String, module: String, line: String) throws {
        let fence = try #require(Fence.all.first { $0.name == name })
        let file = SourceTree.File(module: module, path: "Sources/\(module)/Made.swift", lines: ["", line])
        #expect(!fence.offences(file).isEmpty)
    }

    @Test("the fences for names and length see an offence when there is one")
    func seesNamesAndLength() {
        let lines = [String](repeating: "", count: 401)
        let file = SourceTree.File(module: "Link", path: "Sources/Link/StringUtils.swift", lines: lines)
        #expect(!Fence.names.offences(file).isEmpty)
        #expect(!Fence.length.offences(file).isEmpty)
    }
}
