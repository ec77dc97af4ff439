import CPosix
import Glibc

// Before anything else: the standard descriptors are open, and a write to a closed socket is an error, not the end.
sallyport_open_standard_descriptors()
sallyport_ignore_broken_pipes()

let words = Array(CommandLine.arguments.dropFirst())
// sshd waits for these two at every login: they go past the parser of all other commands, and start no event loop.
switch words.first {
case "authorized-keys": exit(KeyLookup.run(Array(words.dropFirst())))
case "session": exit(ForcedSession.run(Array(words.dropFirst())))
default: exit(await Bastion.run(words))
}
