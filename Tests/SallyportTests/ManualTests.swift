import Foundation
import TestSupport
import Testing

@Suite("The manual and the completions say what is so")
struct ManualTests {
    /// The letters in the program's own usage text.
    private static func letters() async throws -> Set<Character> {
        try await OwnThread.run {
            let end = try Ending(.sallyport, [])
            #expect(end.status == .exited(255))
            let usage = end.lines.joined(separator: " ")
            var letters: Set<Character> = []
            for part in usage.split(separator: "[").dropFirst() where part.hasPrefix("-") {
                let word = part.dropFirst().prefix { $0 != "]" && $0 != " " }
                letters.formUnion(part.contains(" ") && part.prefix(3).last == " " ? Set(word.prefix(1)) : Set(word))
            }
            return letters
        }
    }

    /// Where letters stand, and which of them need not: completions leave out what is accepted and does nothing.
    private static let places: [(file: String, silent: Set<Character>)] = [
        ("man/sallyport.1", []), ("completions/sallyport.bash", Set("2aCKkXxY")),
        ("completions/_sallyport", Set("2aCKkXxY")),
    ]

    @Test("every letter of the usage is in the manual and in each completion")
    func letters() async throws {
        let letters = try await Self.letters()
        #expect(letters.count > 20)
        for (file, silent) in Self.places {
            let text = try String(contentsOfFile: Repository.path(file), encoding: .utf8)
            for letter in letters.subtracting(silent) {
                let spellings = ["-\(letter)", "Fl \(letter)"]
                #expect(spellings.contains { text.contains($0) }, "\(letter) in \(file)")
            }
        }
    }

    @Test("every keyword of its own is in the manual and in README")
    func keywords() throws {
        let names = ["Reconnect", "ConnectionHold", "Sessions", "Window", "AllocatedPortFile"]
        for file in ["man/sallyport.1", "README.md"] {
            let text = try String(contentsOfFile: Repository.path(file), encoding: .utf8)
            for name in names { #expect(text.contains("Sallyport\(name)"), "\(name) in \(file)") }
        }
    }

    @Test("bash completes control commands, keywords and the hosts of a configuration")
    func bash() async throws {
        let script = """
            source \(Repository.path("completions/sallyport.bash"))
            ask() { COMP_WORDS=(sallyport "$@"); COMP_CWORD=$#; _sallyport sallyport "${@: -1}" "${@: -2:1}"
                echo "${COMPREPLY[*]}"; }
            ask -O c; ask -o SallyportR; ask -F "$CONFIG" user@be
            """
        let output = try await OwnThread.run {
            let folder = try TemporaryFolder()
            let config = try folder.write("Host beta bela *.no\nHost gamma\n", to: "config")
            let shell = try ChildProcess(
                "/bin/bash", ["-c", script], environment: ["CONFIG": config, "PATH": "/usr/bin"])
            #expect(try shell.waitForExit() == .exited(0), "\(shell.errors.text)")
            return try shell.output.waitForEnd()
        }
        #expect(output == "check cancel\nSallyportReconnect=\nuser@beta user@bela\n")
    }
}
