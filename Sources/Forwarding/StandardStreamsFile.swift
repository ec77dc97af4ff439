import NIOCore
import NIOPosix
import SSHTransport

/// A standard stream that epoll refuses, such as a file or /dev/null: one piece at a time on the thread pool.
final class StandardStreamsFile: StandardStreamsInput, StandardStreamsOutput {
    private weak var relay: StandardStreamsRelay?
    private let loop: any EventLoop
    private let files: NonBlockingFileIO
    private let handle: NIOFileHandle
    private var waiting = ByteBuffer()
    private var isBusy = false
    private var isFinishing = false
    private var isStopped = false

    /// So many bytes may wait before the stream pauses.
    private static let enough = 256 << 10

    /// Takes over `descriptor`.
    init(_ descriptor: CInt, for relay: StandardStreamsRelay, on loop: any EventLoop, threads: NIOThreadPool) {
        self.relay = relay
        self.loop = loop
        files = NonBlockingFileIO(threadPool: threads)
        handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
    }

    func read() {
        guard !isBusy, !isStopped else { return }
        isBusy = true
        let read = files.read(
            fileHandle: handle, byteCount: SSHStream.fullWrite, allocator: ByteBufferAllocator(), eventLoop: loop)
        read.assumeIsolated().whenComplete { result in
            self.isBusy = false
            guard !self.isStopped, let relay = self.relay else { return self.close() }
            if case .success(let bytes) = result, bytes.readableBytes > 0 {
                relay.received(bytes)
                relay.inputReadComplete()
            } else {
                relay.inputEnded()
            }
        }
    }

    func write(_ bytes: ByteBuffer) {
        guard !isStopped else { return }
        waiting.writeImmutableBuffer(bytes)
        if waiting.readableBytes > Self.enough { relay?.outputWritabilityChanged(false) }
        writeNext()
    }

    func finish() {
        isFinishing = true
        writeNext()
    }

    func stop() {
        isStopped = true
        if !isBusy { close() }
    }

    private func writeNext() {
        guard !isBusy, !isStopped else { return }
        guard waiting.readableBytes > 0 else {
            if isFinishing {
                stop()
                relay?.outputFinished()
            }
            return
        }
        let bytes = waiting
        waiting = ByteBuffer()
        isBusy = true
        files.write(fileHandle: handle, buffer: bytes, eventLoop: loop).assumeIsolated().whenComplete { result in
            self.isBusy = false
            guard !self.isStopped, let relay = self.relay else { return self.close() }
            if case .failure = result {
                self.stop()
                return relay.outputBroke()
            }
            relay.outputWritabilityChanged(true)
            self.writeNext()
        }
    }

    private func close() {
        if handle.isOpen { try? handle.close() }
    }

    deinit { close() }
}
