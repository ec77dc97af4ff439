/// All numbers of all rounds.
struct Results {
    private var numbers: [Metric: [Contestant: [Double]]] = [:]

    mutating func add(_ value: Double, _ metric: Metric, _ contestant: Contestant) {
        numbers[metric, default: [:]][contestant, default: []].append(value)
    }

    /// The median over the rounds, nil where nothing was measured.
    func median(_ metric: Metric, _ contestant: Contestant) -> Double? {
        guard let sorted = numbers[metric]?[contestant]?.sorted(), !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// sallyport / another contestant, nil unless both were measured.
    func ratio(_ metric: Metric, to other: Contestant = .ssh) -> Double? {
        guard let ours = median(metric, .sallyport), let theirs = median(metric, other), theirs > 0 else { return nil }
        return ours / theirs
    }
}
