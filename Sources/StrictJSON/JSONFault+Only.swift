extension JSONFault {
    /// Runs code that throws through Codable, whose errors have no type; what is not ours is told in its own words.
    static func only<Result>(_ body: () throws -> Result) throws(JSONFault) -> Result {
        do {
            return try body()
        } catch let fault as JSONFault {
            throw fault
        } catch {
            throw JSONFault(.invalid(String(describing: error)), .path(""))
        }
    }
}
