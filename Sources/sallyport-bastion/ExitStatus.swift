/// What the program exits with: sysexits' numbers, where there is one.
enum ExitStatus {
    static let done: Int32 = 0
    static let failed: Int32 = 1
    /// EX_USAGE.
    static let usage: Int32 = 64
    /// EX_UNAVAILABLE: the keeper cannot be reached.
    static let unavailable: Int32 = 69
    /// EX_NOPERM.
    static let notAllowed: Int32 = 77
}
