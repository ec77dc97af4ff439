import Testing
import TunnelModel

@testable import Link

@Suite("Nobody is asked in the background")
struct AttendanceTests {
    /// Answers every question.
    private struct Somebody: Prompter {
        func askSecret(_ question: String) async -> Secret<String>? { Secret("secret") }
        func ask(_ question: String) async -> String? { "yes" }
    }

    @Test("a person is asked while the link is made first, and never later")
    func asked() async {
        let prompter = AttendedPrompter(prompter: Somebody())
        #expect(await prompter.ask("?") == "yes")
        await Attendance.$isAttended.withValue(false) {
            #expect(await prompter.ask("?") == nil)
            #expect(await prompter.askSecret("?") == nil)
        }
    }

    @Test("what is wrong with a key file is told once, not at every session")
    func toldOnce() {
        let event = LinkEvent.identityUnusable(path: "key", words: "broken")
        #expect(Attendance.wants(event))
        Attendance.$isAttended.withValue(false) {
            #expect(!Attendance.wants(event))
            #expect(Attendance.wants(.retired))
        }
    }
}
