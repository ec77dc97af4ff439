import Testing

/// The built program against real servers. One test after another: they measure and they fill the machine.
@Suite("sallyport, the program", .serialized)
struct ProgramTests {}
