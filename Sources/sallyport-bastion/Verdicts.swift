import Enrollment

/// Verdicts on a service, for people.
enum Verdicts {
    static func text(_ verdict: ServiceVerdict) -> String {
        var lines = ["\(verdict.service): \(verdict.isUsable ? "usable" : "not usable")"]
        for finding in verdict.findings { lines.append("  \(finding.isGood ? "yes" : "no "): \(finding.text)") }
        return lines.map { $0 + "\n" }.joined()
    }
}
