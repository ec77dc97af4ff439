import TunnelModel

/// Rows for people: columns as wide as their longest cell, two blanks apart.
///
/// No cell can hold what a terminal acts on: characters that ``PlainText`` refuses become `?`.
struct Table {
    private var rows: [[String]] = []

    /// A table with these headings, in capitals.
    init(_ headings: String...) {
        rows.append(headings)
    }

    /// Adds a row; an empty cell is shown as `-`.
    mutating func add(_ cells: String?...) {
        rows.append(
            cells.map { cell in
                guard let cell, !cell.isEmpty else { return "-" }
                return Self.clean(cell)
            })
    }

    /// The lines, each with its newline.
    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.compactMap { column < $0.count ? $0[column].unicodeScalars.count : nil }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                guard column + 1 < row.count else { break }
                line += String(repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2)
            }
            return line + "\n"
        }.joined()
    }

    /// The text in pieces that ``PlainText`` takes, cleaned and joined again.
    static func clean(_ text: String) -> String {
        if let plain = try? PlainText(text) { return plain.text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (try? PlainText(String(scalar))) == nil ? "?" : scalar
                }))
    }
}
