import TunnelModel

/// Rows for people: columns as wide as their longest cell, two blanks apart.
///
/// No cell can hold what a terminal acts on: characters that ``PlainText`` refuses become `?`.
struct Table {
    private var rows: [[String]] = []
    private var widths: [Int] = []

    /// A table with these headings, in capitals.
    init(_ headings: String...) {
        rows.append(headings)
        widths = headings.map(\.utf8.count)
    }

    /// Adds a row; an empty cell is shown as `-`.
    mutating func add(_ cells: String?...) {
        let row = cells.map { cell in
            guard let cell, !cell.isEmpty else { return "-" }
            return Self.clean(cell)
        }
        for (column, cell) in row.enumerated() {
            if column < widths.count {
                widths[column] = max(widths[column], Self.width(cell))
            } else {
                widths.append(Self.width(cell))
            }
        }
        rows.append(row)
    }

    /// The lines, each with its newline.
    var text: String {
        var bytes: [UInt8] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                bytes += cell.utf8
                guard column + 1 < row.count else { break }
                bytes += repeatElement(UInt8(ascii: " "), count: widths[column] - Self.width(cell) + 2)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Columns on the terminal, as far as a program without tables of wide characters can tell.
    private static func width(_ cell: String) -> Int {
        isPrintableASCII(cell) ? cell.utf8.count : cell.unicodeScalars.count
    }

    private static func isPrintableASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The text with `?` for what ``PlainText`` refuses.
    static func clean(_ text: String) -> String {
        if isPrintableASCII(text) { return text }
        if let plain = try? PlainText(text) { return plain.text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in (try? PlainText(String(scalar))) == nil ? "?" : scalar }))
    }
}
