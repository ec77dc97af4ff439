import Glibc

/// A pseudo terminal: what a program that asks for a passphrase wants to see.
struct Pty {
    /// Our side: what the program writes is read here, and the other way round.
    let ours: Descriptor
    /// The program's side.
    let theirs: Descriptor

    init() throws {
        (ours, theirs) = try SpawnGate.hold {
            let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
            guard master >= 0 else { throw RigError(system: "open /dev/ptmx") }
            let ours = Descriptor(adopting: master)
            // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2); posix_openpt and its kin are hidden from Swift.
            var unlocked: Int32 = 0
            var number: UInt32 = 0
            guard ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
                throw RigError(system: "unlock the pty")
            }
            let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
            guard slave >= 0 else { throw RigError(system: "open /dev/pts/\(number)") }
            return (ours, Descriptor(adopting: slave))
        }
    }
}
