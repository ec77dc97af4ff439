import Foundation

/// Stands in for systemd's socket unit: a process that listens, and becomes the keeper when it is told to.
enum SocketHolder {
    /// Python keeps the process id over exec, as LISTEN_PID wants it.
    static let script = """
        import os, socket, sys
        path = sys.argv[1]
        try: os.unlink(path)
        except FileNotFoundError: pass
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        os.chmod(path, 0o666)
        listener.listen(512)
        print("listening", flush=True)
        sys.stdin.readline()
        if listener.fileno() != 3: os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
        os.execv(sys.argv[2], sys.argv[2:])
        """

    /// Whether somebody waits to be accepted.
    static func hasCallers(_ path: String) -> Bool {
        // Names of others' sockets may hold any bytes.
        let text = String(decoding: FileManager.default.contents(atPath: "/proc/net/unix") ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").filter { $0.hasSuffix(" " + path) }.count > 1
    }
}
