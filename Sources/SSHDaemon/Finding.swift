/// One thing that `doctor` has to say: what is wrong and what to do, a line each.
package struct Finding: Sendable, Hashable {
    /// How bad it is.
    package enum Weight: String, Sendable, Hashable, Comparable {
        /// It works, but less well or less safely than it could.
        case warning
        /// Logins fail, or a fence is down.
        case failure

        /// The worse one is greater.
        package static func < (left: Self, right: Self) -> Bool { left == .warning && right == .failure }
    }

    /// A short name that stays the same over versions, such as `gateway-ports`.
    package let name: String
    /// How bad it is.
    package let weight: Weight
    /// What is wrong and where.
    package let what: String
    /// What to do about it: often a command.
    package let fix: String

    /// As given.
    package init(_ name: String, _ weight: Weight, _ what: String, fix: String) {
        self.name = name
        self.weight = weight
        self.what = what
        self.fix = fix
    }
}
