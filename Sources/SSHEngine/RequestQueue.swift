private import DequeModule
import NIOCore

/// The requests that libssh2 can have only one of at a time, first in, first out.
///
/// libssh2 keeps the progress of an open or a listen in the session: calling open for B while A is pending goes on with
/// A, and B's caller gets A's connection. So the next begins only when the one before has its answer.
struct RequestQueue {
    /// One request and what it is for.
    enum Request: Equatable {
        case open(StreamID, StreamRequest)
        case listen(ListenerID, host: String, port: UInt16)
    }

    /// Where the request at the head stands.
    enum Stage: Equatable {
        case waiting
        /// libssh2 is working on it.
        case asked
        /// The stream is open; the program is being started on it.
        case starting
    }

    private var waiting: Deque<Request> = []
    private(set) var stage = Stage.waiting
    /// When the head must have been answered; nil while it only waits.
    private(set) var deadline: NIODeadline?
    /// Nobody wants the head's answer any more; its stream or listener is to be closed as soon as it is there.
    private(set) var isAbandoned = false

    var head: Request? { waiting.first }
    var isEmpty: Bool { waiting.isEmpty }

    mutating func append(_ request: Request) {
        waiting.append(request)
    }

    /// The head has been asked of libssh2.
    mutating func begin(until deadline: NIODeadline) {
        guard stage == .waiting else { return }
        stage = .asked
        self.deadline = deadline
    }

    /// The head's stream is open and its program is being started.
    mutating func startProgram() {
        stage = .starting
    }

    /// The head has its answer; the next may begin.
    mutating func finishHead() {
        _ = waiting.popFirst()
        stage = .waiting
        deadline = nil
        isAbandoned = false
    }

    /// Forgets the open of this stream: at once if it only waits, else when its answer comes.
    /// - Returns: whether there was such a request.
    mutating func abandon(_ id: StreamID) -> Bool {
        abandon { if case .open(id, _) = $0 { true } else { false } }
    }

    /// The same for the listen of this listener.
    mutating func abandon(_ id: ListenerID) -> Bool {
        abandon { if case .listen(id, _, _) = $0 { true } else { false } }
    }

    private mutating func abandon(_ isMeant: (Request) -> Bool) -> Bool {
        guard let index = waiting.firstIndex(where: isMeant) else { return false }
        if index == waiting.startIndex, stage != .waiting {
            isAbandoned = true
        } else {
            waiting.remove(at: index)
        }
        return true
    }

    /// Empties the queue and tells what was in it, oldest first.
    mutating func removeAll() -> [Request] {
        defer { self = RequestQueue() }
        return Array(waiting)
    }
}
