/// How far a run has come.
actor Progress {
    /// Whether the forwards have been set up.
    private(set) var isUp = false

    /// The forwards have been set up.
    func rise() {
        isUp = true
    }
}
