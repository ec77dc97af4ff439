import Foundation
import GRDB
import StrictJSON
import TunnelModel

// What stands in the tables passed its checks on the way in; what fails them now was damaged there.
extension Row {
    func value<T: ValidatedText>(_ column: Int, as type: T.Type = T.self) throws -> T {
        try T(self[column] as String)
    }

    func valueIfPresent<T: ValidatedText>(_ column: Int, as type: T.Type = T.self) throws -> T? {
        guard let text = self[column] as String? else { return nil }
        return try T(text)
    }

    func time(_ column: Int) -> UTCTime { UTCTime(secondsSince1970: self[column]) }

    func timeIfPresent(_ column: Int) -> UTCTime? {
        (self[column] as Int64?).map { UTCTime(secondsSince1970: $0) }
    }

    func id<Kind>(_ column: Int) -> RowID<Kind> { RowID(self[column]) }

    func choice<T: RawRepresentable>(_ column: Int) throws -> T where T.RawValue == String {
        let text: String = self[column]
        guard let value = T(rawValue: text) else { throw TextFault("\(T.self)", text, "the registry is damaged") }
        return value
    }

    func json<T: Decodable>(_ column: Int, as type: T.Type = T.self) throws -> T {
        try StrictDecoder().decode(T.self, from: (self[column] as String).utf8, limits: .document)
    }
}

extension JSONLimits {
    /// A value within the registry, or one line of an export: 1 MiB.
    static let document = JSONLimits(bytes: 1 << 20)
}

extension Encodable {
    /// The value as a JSON text for a column.
    func jsonText() throws(JSONFault) -> String {
        String(decoding: try StrictEncoder(limits: .document).encode(self), as: UTF8.self)
    }
}

extension KeyFingerprint {
    /// The digest as SQLite keeps it.
    var databaseValue: DatabaseValue { Data(digest).databaseValue }
}
