import TunnelModel

/// Why a text is no token, told so that the person who pasted it knows what to do. It never repeats the text.
package enum EnrollmentTokenError: Error, Hashable, Sendable {
    /// It does not begin as tokens do.
    case notAToken
    /// It begins as a token of another version.
    case newerVersion
    /// A character that no token has, counted from 1 without blanks.
    case strangeCharacter(position: Int)
    /// It is too short: so many characters are here, of so many if it says that.
    case cut(characters: Int, of: Int?)
    /// All is there, but it was changed on the way.
    case mistyped
    /// It cannot be made like that.
    case impossible(String)
}

extension EnrollmentTokenError: Diagnosable {
    /// What is wrong, in one line.
    package var summary: String {
        switch self {
        case .notAToken: "this is no enrollment token: one begins with sp1_"
        case .newerVersion: "this enrollment token is of a newer version than this program knows"
        case .strangeCharacter(let position):
            "the enrollment token has a character that no token has, at position \(position)"
        case .cut(let characters, let all?):
            "the enrollment token is cut: \(characters) of its \(all) characters are here"
        case .cut(let characters, nil): "the enrollment token is cut: only \(characters) characters are here"
        case .mistyped: "the enrollment token was changed on the way: its checksum does not match"
        case .impossible(let words): words
        }
    }

    /// What to do next.
    package var advice: String? {
        switch self {
        case .newerVersion: "update this program, or ask for a token of the older version"
        case .impossible: nil
        default: "copy the whole token again"
        }
    }

    /// 64, a fault in what was typed (sysexits' EX_USAGE).
    package var exitStatus: Int32 { 64 }
}
