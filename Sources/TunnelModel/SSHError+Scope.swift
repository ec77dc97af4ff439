extension SSHError {
    /// How far a fault reaches.
    public enum Scope: Sendable, Hashable, CaseIterable {
        /// One stream; the session lives on.
        case stream
        /// The whole session and every stream in it.
        case session
    }
}
