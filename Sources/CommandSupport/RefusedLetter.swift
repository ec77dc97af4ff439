/// The letters of ssh that this program does not have: what each is called, and what to use instead.
enum RefusedLetter {
    /// The error for a letter; nil if the letter is one that we have.
    static func error(for letter: Character) -> CommandLineError? {
        guard letter != "1" else { return CommandLineError("SSH protocol v.1 is no longer supported") }
        return instead[letter].map { .unsupported("option -\(letter)", $0) }
    }

    private static let instead: [Character: String] = [
        "A": "the agent is never forwarded",
        "B": "use -b with an address of the interface",
        "C": "there is no compression; leave it out",
        "c": "use -o Ciphers=list",
        "D": "use -L for a fixed target, or ssh -D",
        "E": "redirect standard error with 2>file",
        "e": "there is no terminal, hence no escape character; leave it out",
        "f": "put it into the background with the shell's & or a service manager",
        "G": "use ssh -G",
        "I": "use -i with a key file",
        "J": "use ssh -J",
        "K": "use -i with a key file",
        "M": "there is no control socket yet; start one process for each set of forwards",
        "m": "use -o MACs=list",
        "O": "there is no control socket yet; stop it with a signal",
        "P": "give the options themselves",
        "Q": "use ssh -Q",
        "R": "use ssh -R",
        "S": "there is no control socket yet; leave it out",
        "s": "sallyport only forwards; use ssh for a subsystem",
        "t": "there is no terminal; use ssh for a shell",
        "W": "use -L, or ssh -W",
        "w": "there are no tun devices; use -L",
        "X": "X11 is never forwarded",
        "Y": "X11 is never forwarded",
        "y": "pipe standard error into logger",
    ]
}
