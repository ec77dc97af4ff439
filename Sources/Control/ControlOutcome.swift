/// What a command to a master came to: what to write, and the status to exit with.
package struct ControlOutcome: Sendable, Hashable {
    /// What goes to standard output: nothing, or the ports that the server picked, a line each.
    package var output = ""
    /// What goes to standard error, in order.
    package var lines: [ControlLine] = []
    /// 0, or 255 when the master did not do what was asked.
    package var status: Int32 = 0
}

extension ControlOutcome {
    /// Ends with this line and status 255.
    mutating func fail(_ text: String) {
        lines.append(ControlLine(text, .fatal))
        status = 255
    }
}
