/// Removes a control socket's file once. A second time could hit another master's: its file may have our inode's
/// number once ours is gone.
actor ControlSocketFile {
    private let socket: ControlSocket
    private var isThere = true

    init(_ socket: ControlSocket) {
        self.socket = socket
    }

    func remove() {
        if isThere { socket.remove() }
        isThere = false
    }
}
