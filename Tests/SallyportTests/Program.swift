import TestSupport
import Testing

/// A program that is given the same words: the one under test, or stock ssh, which says what is right.
enum Program: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sallyport
    case ssh

    /// Its absolute path.
    var path: String {
        get throws { self == .ssh ? "/usr/bin/ssh" : try Repository.program() }
    }

    var testDescription: String { rawValue }
}
