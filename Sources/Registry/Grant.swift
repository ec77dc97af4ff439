package import TunnelModel

/// A permission: who may reach which services of which devices, until when.
package struct Grant: Sendable, Hashable {
    /// Who is permitted.
    package enum Subject: Sendable, Hashable, CustomStringConvertible {
        /// One operator.
        case `operator`(OperatorName)
        /// Everybody in a group.
        case group(GroupName)

        /// `ann`, or `group ops`.
        package var description: String {
            switch self {
            case .operator(let name): name.text
            case .group(let name): "group \(name)"
            }
        }
    }

    /// Which devices are meant.
    package enum Target: Sendable, Hashable, CustomStringConvertible {
        /// One device; when it gets another name the grant follows.
        case device(DeviceName)
        /// All devices whose names match, also those to come.
        case pattern(NamePattern)
        /// All devices with the label; a key alone takes every value.
        case label(Label)

        /// `device cam-42`, `pattern cam-*`, or `label site=berlin`.
        package var description: String {
            switch self {
            case .device(let name): "device \(name)"
            case .pattern(let pattern): "pattern \(pattern)"
            case .label(let label): "label \(label)"
            }
        }
    }

    /// Its number.
    package var id: GrantID
    /// Who is permitted.
    package var subject: Subject
    /// Which devices are meant.
    package var target: Target
    /// Which services, in order; empty for all.
    package var services: [ServiceName]
    /// The first second in which it holds no longer; nil for no end.
    package var until: UTCTime?
    /// When it was given.
    package var created: UTCTime
    /// Who gave it.
    package var createdBy: PlainText
    /// When it was ended, or its end was noted; nil while neither happened.
    package var ended: UTCTime?

    /// Whether it holds at a time.
    package func holds(at time: UTCTime) -> Bool { ended == nil && until.map { time < $0 } ?? true }

    /// One line without the number: `ann: web on pattern cam-* until 2026-…`.
    package var words: String {
        let services = services.isEmpty ? "every service" : services.map(\.text).joined(separator: ",")
        return "\(subject): \(services) on \(target)\(until.map { " until \($0)" } ?? "")"
    }
}

/// The number of a grant.
package typealias GrantID = RowID<Grant>
