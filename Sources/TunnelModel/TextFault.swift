/// What is wrong with a text that came from outside, told in one line that is safe to print.
package struct TextFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the text was to be, such as `device name`.
    package let kind: String
    /// The text as it may be shown: what a terminal would act on is replaced, and it is cut to 64 characters.
    package let shown: String
    /// What would be right, such as `use a–z, 0–9 …`.
    package let reason: String

    /// Makes the fault; the text may hold anything.
    package init(_ kind: String, _ text: String, _ reason: String) {
        self.kind = kind
        self.reason = reason
        let clean = PlainText(cleaning: text).text
        shown = clean.count > 64 ? clean.prefix(63) + "…" : clean
    }

    /// One line: `bad device name 'Cam 1': …`.
    package var description: String { "bad \(kind) '\(shown)': \(reason)" }
}

extension TextFault: Diagnosable {
    /// Same as ``description``.
    package var summary: String { description }
    /// Nothing beyond the summary.
    package var advice: String? { nil }
    /// 64, a fault in what was typed (sysexits' EX_USAGE).
    package var exitStatus: Int32 { 64 }
}
