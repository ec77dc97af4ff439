import CommandSupport
import Glibc

// Does one thing that only a whole process can show; the words say which.
signal(SIGPIPE, SIG_IGN)
let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "background": exit(BackgroundProbe.run(Array(words.dropFirst())))
case "relay": exit(await RelayProbe.run(Array(words.dropFirst())))
default: exit(64)
}
