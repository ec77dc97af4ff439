import TunnelModel

/// Streams that the far side opens through our listeners.
extension Engine {
    /// Takes over every accepted stream.
    func acceptStreams() {
        for listener in listeners {
            while true {
                let id = makeStreamID()
                guard session.accept(listener, as: id) else { break }
                let initial = ReceiveWindow.initialOfAccepted
                let record = StreamRecord(id: id, window: ReceiveWindow(target: initial, initial: initial))
                record.stalledSince = now
                streams[id] = record
                ring.append(record)
                put(.accepted(id, on: listener))
            }
        }
    }

    func stopListening(_ id: ListenerID) {
        if requests.abandon(id) { return }
        guard let index = listeners.firstIndex(of: id) else { return }
        listeners.remove(at: index)
        cancelling.append(id)
        pump()
    }
}
