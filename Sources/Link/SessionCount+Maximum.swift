package import Settings

extension SessionCount {
    /// The most that `.auto` makes: with four, the median of six connections at once is asked for at once, and a
    /// server's MaxStartups of ten is far.
    package static let autoMaximum = 4

    /// The most sessions that open streams.
    package var maximum: Int {
        switch self {
        case .auto: Self.autoMaximum
        case .fixed(let count): max(1, count)
        }
    }
}
