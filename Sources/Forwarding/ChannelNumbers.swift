/// The numbers that ssh's messages give to listeners and connections: always the lowest that is free.
struct ChannelNumbers {
    private var taken: [Bool] = []

    /// Takes the lowest free number.
    mutating func take() -> Int {
        if let free = taken.firstIndex(of: false) {
            taken[free] = true
            return free
        }
        taken.append(true)
        return taken.count - 1
    }

    /// Gives a number back.
    mutating func giveBack(_ number: Int) {
        guard taken.indices.contains(number) else { return }
        taken[number] = false
        while taken.last == false { taken.removeLast() }
    }
}
