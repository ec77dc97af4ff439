import CommandSupport
import Glibc
import TunnelModel

/// Goes to the background as `-f` does; the word says what the second process does before.
enum BackgroundProbe {
    static func run(_ words: [String]) -> Int32 {
        guard let background = Background.inherited() else {
            do { return try Background.start() } catch { return 99 }
        }
        Console.write(
            "second \(getpid()) \(getppid()) \(getpgrp()) \(Environment.value("SALLYPORT_READINESS") ?? "-")\n")
        switch words.first {
        case "exit": return 7
        case "die": return kill(getpid(), SIGKILL)
        case "wait":
            pause()
            return 3
        case "failed":
            background.failed(42)
            return 0
        case "ask":
            guard let answer = Terminal.askSecret("Secret: ") else { return 5 }
            Console.write("got \(answer.reveal())\n")
        default: break
        }
        guard background.ready() else { return 6 }
        pause()
        return 0
    }
}
