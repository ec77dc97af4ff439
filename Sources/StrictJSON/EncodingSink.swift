/// Where one encoding writes: bytes, and the arrays and objects that are open.
///
/// Codable never says that a container is finished. So each container carries the number of its frame: whoever writes
/// into a frame first closes the frames above it.
final class EncodingSink {
    private struct Frame {
        let number: Int
        let isObject: Bool
        var isEmpty = true
    }

    private(set) var writer = JSONWriter()
    /// The first thing that went wrong; some of Codable's calls cannot throw.
    private(set) var fault: JSONFault?
    private let version: Int?
    private var frames: [Frame] = []
    private var lastNumber = 0
    private let depthLimit: Int

    /// `version`: the `v` to write first into the outermost object.
    init(version: Int?, depthLimit: Int) {
        self.version = version
        self.depthLimit = depthLimit
    }

    var depth: Int { frames.count }
    var count: Int { writer.bytes.count }

    func fail(_ reason: JSONFault.Reason, _ path: String = "") {
        if fault == nil { fault = JSONFault(reason, .path(path)) }
    }

    /// Opens an array or an object as the value that is due; gives the number of its frame.
    func open(isObject: Bool) -> Int {
        if frames.count == depthLimit { fail(.tooDeep(limit: depthLimit)) }
        let isOutermost = frames.isEmpty
        lastNumber += 1
        frames.append(Frame(number: lastNumber, isObject: isObject))
        writer.write(byte: isObject ? "{" : "[")
        if isOutermost, isObject, let version {
            writer.write(raw: "\"v\":")
            writer.write(Int64(version))
            frames[0].isEmpty = false
        }
        return lastNumber
    }

    /// Makes the next value in a frame due: closes what is open above it, writes the comma and, in an object, the key.
    func prepare(_ number: Int, key: String? = nil) {
        while let last = frames.last, last.number > number { close() }
        guard let last = frames.indices.last, frames[last].number == number else {
            return fail(.invalid("written to after it was finished"), key ?? "")
        }
        if !frames[last].isEmpty { writer.write(byte: ",") }
        frames[last].isEmpty = false
        if let key {
            writer.write(key)
            writer.write(byte: ":")
        }
    }

    /// Closes all but so many frames.
    func close(to depth: Int) {
        while frames.count > depth { close() }
    }

    private func close() {
        if let frame = frames.popLast() { writer.write(byte: frame.isObject ? "}" : "]") }
    }

    // The values: each stands where `prepare` has made one due.

    func write(_ text: String) { writer.write(text) }

    func write(_ truth: Bool) { writer.write(raw: truth ? "true" : "false") }

    func writeNull() { writer.write(raw: "null") }

    func write(integer: some BinaryInteger) {
        guard let number = Int64(exactly: integer) else { return fail(.outOfRange) }
        writer.write(number)
    }

    func write(encodable value: some Encodable) throws {
        let depth = depth
        let count = count
        try value.encode(to: ValueEncoder(sink: self))
        close(to: depth)
        if self.count == count { writer.write(raw: "{}") }
        if let fault { throw fault }
    }
}
