import StrictJSON
import TunnelModel

extension JSONRowReader {
    /// A text of its type; nil if it is not there or not right.
    mutating func text<Text: ValidatedText>(_ key: String, _ type: Text.Type) -> Text? {
        guard case .string(let text)? = take(key) else { return nil }
        return try? Text(text)
    }

    /// A text that may be missing: nil within if it is, nil outside if it is not right.
    mutating func optional<Text: ValidatedText>(_ key: String, _ type: Text.Type) -> Text?? {
        guard let value = take(key) else { return .some(nil) }
        guard case .string(let text) = value, let result = try? Text(text) else { return nil }
        return .some(result)
    }

    /// Texts of a type; nil if they are not there or one is not right.
    mutating func texts<Text: ValidatedText>(_ key: String, _ type: Text.Type) -> [Text]? {
        guard case .array(let items)? = take(key) else { return nil }
        var texts: [Text] = []
        for item in items {
            guard case .string(let text) = item, let result = try? Text(text) else { return nil }
            texts.append(result)
        }
        return texts
    }
}
