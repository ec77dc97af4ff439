// ssh -L with nothing around it: one poll loop, one listener, one stream at a time, libssh2 on memory buffers.
// Usage: bare-libssh2 SSH-PORT USER KEY-FILE LISTEN-PORT TARGET-PORT, all on 127.0.0.1.
//
// It exists to be measured: the time that Sallyport takes over this program is Sallyport's own. It trusts any host
// key, so it is good for loopback only.

#include <errno.h>
#include <fcntl.h>
#include <libssh2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER (512 * 1024)
#define WINDOW (2 * 1024 * 1024)
#define WRITE_AT_MOST 32700

// Bytes that wait: taken from `head`, added at `tail`, moved to the front only when the end is near.
struct buffer {
    size_t head, tail, size;
    char *bytes;
};

struct carrier {
    int socket;
    int ended;
    struct buffer in, out;
};

static void die(const char *what) {
    fprintf(stderr, "bare-libssh2: %s\n", what);
    exit(1);
}

static size_t held(const struct buffer *buffer) { return buffer->tail - buffer->head; }

// Makes room for `count` more bytes at the tail, growing the buffer only when moving does not help.
static void make_room(struct buffer *buffer, size_t count) {
    if (buffer->head == buffer->tail) buffer->head = buffer->tail = 0;
    if (buffer->size - buffer->tail >= count) return;
    memmove(buffer->bytes, buffer->bytes + buffer->head, held(buffer));
    buffer->tail -= buffer->head;
    buffer->head = 0;
    if (buffer->size - buffer->tail >= count) return;
    while (buffer->size - buffer->tail < count) buffer->size = buffer->size ? buffer->size * 2 : BUFFER;
    buffer->bytes = realloc(buffer->bytes, buffer->size);
    if (buffer->bytes == NULL) die("out of memory");
}

static ssize_t on_send(libssh2_socket_t fd, const void *bytes, size_t count, int flags, void **abstract) {
    (void)fd, (void)flags;
    struct carrier *carrier = *abstract;
    make_room(&carrier->out, count);
    memcpy(carrier->out.bytes + carrier->out.tail, bytes, count);
    carrier->out.tail += count;
    return (ssize_t)count;
}

static ssize_t on_receive(libssh2_socket_t fd, void *bytes, size_t count, int flags, void **abstract) {
    (void)fd, (void)flags;
    struct carrier *carrier = *abstract;
    size_t have = held(&carrier->in);
    if (have == 0) return carrier->ended ? 0 : -EAGAIN;
    if (have > count) have = count;
    memcpy(bytes, carrier->in.bytes + carrier->in.head, have);
    carrier->in.head += have;
    return (ssize_t)have;
}

// Sends what waits in `buffer`. Returns -1 when the socket is broken.
static int flush(int socket, struct buffer *buffer) {
    while (held(buffer) > 0) {
        ssize_t sent = send(socket, buffer->bytes + buffer->head, held(buffer), MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN ? 0 : -1;
        buffer->head += (size_t)sent;
    }
    return 0;
}

// Reads once into `buffer`, at most up to BUFFER held bytes. 1: got some, 0: nothing now, -1: end or error.
static int fill(int socket, struct buffer *buffer) {
    if (held(buffer) >= BUFFER) return 0;
    size_t room = BUFFER - held(buffer);
    make_room(buffer, room);
    ssize_t got = recv(socket, buffer->bytes + buffer->tail, room, 0);
    if (got > 0) buffer->tail += (size_t)got;
    return got > 0 ? 1 : got < 0 && errno == EAGAIN ? 0 : -1;
}

static short wanted(const struct carrier *carrier) {
    return (short)((held(&carrier->in) < BUFFER ? POLLIN : 0) | (held(&carrier->out) > 0 ? POLLOUT : 0));
}

// Moves bytes between the carrier's buffers and its socket; blocks until there is something to do.
static void exchange(struct carrier *carrier) {
    if (flush(carrier->socket, &carrier->out) != 0) die("connection lost");
    struct pollfd entry = {carrier->socket, wanted(carrier), 0};
    poll(&entry, 1, -1);
    if (entry.revents & (POLLIN | POLLHUP | POLLERR)) {
        if (fill(carrier->socket, &carrier->in) < 0) die("connection closed");
    }
}

// Repeats a libssh2 call until it is done, moving bytes in between.
#define UNTIL_DONE(carrier, result, call)                                                                              \
    while (((result) = (call)) == LIBSSH2_ERROR_EAGAIN) exchange(carrier)

static int connect_to(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) die("cannot connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static int listen_on(int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 16) != 0)
        die("cannot listen");
    return fd;
}

static LIBSSH2_SESSION *log_in(struct carrier *carrier, const char *user, const char *key) {
    LIBSSH2_SESSION *session = libssh2_session_init_ex(NULL, NULL, NULL, carrier);
    int result;
    if (session == NULL) die("no session");
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)on_send);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)on_receive);
    libssh2_session_set_blocking(session, 0);
    libssh2_session_method_pref(session, LIBSSH2_METHOD_KEX, "curve25519-sha256");
    libssh2_session_method_pref(session, LIBSSH2_METHOD_CRYPT_CS, "aes128-ctr");
    libssh2_session_method_pref(session, LIBSSH2_METHOD_CRYPT_SC, "aes128-ctr");
    libssh2_session_method_pref(session, LIBSSH2_METHOD_MAC_CS, "hmac-sha2-256");
    libssh2_session_method_pref(session, LIBSSH2_METHOD_MAC_SC, "hmac-sha2-256");
    UNTIL_DONE(carrier, result, libssh2_session_handshake(session, carrier->socket));
    if (result != 0) die("handshake failed");
    UNTIL_DONE(
        carrier, result,
        libssh2_userauth_publickey_fromfile_ex(session, user, (unsigned)strlen(user), NULL, key, NULL));
    if (result != 0) die("login failed");
    return session;
}

static LIBSSH2_CHANNEL *open_stream(LIBSSH2_SESSION *session, struct carrier *carrier, int target) {
    static const char host[] = "127.0.0.1";
    unsigned char message[64];
    size_t length = 0;
    // RFC 4254, section 7.2: host to connect to, its port, originator address and port.
    for (int part = 0; part < 2; part++) {
        unsigned number = part == 0 ? (unsigned)target : 9u;
        unsigned words[] = {htonl(sizeof host - 1), htonl(number)};
        memcpy(message + length, &words[0], 4);
        memcpy(message + length + 4, host, sizeof host - 1);
        memcpy(message + length + 4 + sizeof host - 1, &words[1], 4);
        length += 8 + sizeof host - 1;
    }
    for (;;) {
        LIBSSH2_CHANNEL *stream = libssh2_channel_open_ex(
            session, "direct-tcpip", sizeof "direct-tcpip" - 1, WINDOW, LIBSSH2_CHANNEL_PACKET_DEFAULT,
            (char *)message, (unsigned)length);
        if (stream != NULL) return stream;
        if (libssh2_session_last_errno(session) != LIBSSH2_ERROR_EAGAIN) return NULL;
        exchange(carrier);
    }
}

// The state of one relayed connection.
struct relay {
    int socket;
    int local_ended, remote_ended, eof_sent, finished;
    struct buffer up, down;
};

// Stream to socket. The read call also keeps libssh2 going when there is nothing to read. Returns 1 when it stopped only
// because enough waited for the socket: libssh2 may hold more, which no event will tell of.
static int carry_down(LIBSSH2_CHANNEL *stream, struct relay *relay) {
    while (!relay->remote_ended && held(&relay->down) < BUFFER) {
        make_room(&relay->down, 64 * 1024);
        ssize_t got = libssh2_channel_read_ex(stream, 0, relay->down.bytes + relay->down.tail, 64 * 1024);
        if (got == LIBSSH2_ERROR_EAGAIN) break;
        if (got < 0) die("read failed");
        if (got == 0 && libssh2_channel_eof(stream)) relay->remote_ended = 1;
        if (got == 0) break;
        relay->down.tail += (size_t)got;
    }
    int was_full = held(&relay->down) >= BUFFER;
    if (flush(relay->socket, &relay->down) != 0) relay->remote_ended = 1, relay->down.head = relay->down.tail;
    if (relay->remote_ended && held(&relay->down) == 0 && !relay->finished) {
        shutdown(relay->socket, SHUT_WR);
        relay->finished = 1;
    }
    return was_full && held(&relay->down) < BUFFER;
}

// Socket to stream. Returns 1 when it stopped only because enough waits to be sent.
static int carry_up(LIBSSH2_CHANNEL *stream, struct relay *relay, const struct carrier *carrier) {
    while (held(&relay->up) > 0 && held(&carrier->out) < BUFFER) {
        size_t count = held(&relay->up) < WRITE_AT_MOST ? held(&relay->up) : WRITE_AT_MOST;
        ssize_t put = libssh2_channel_write_ex(stream, 0, relay->up.bytes + relay->up.head, count);
        if (put == LIBSSH2_ERROR_EAGAIN || put == 0) return 0;
        if (put < 0) die("write failed");
        relay->up.head += (size_t)put;
    }
    if (relay->local_ended && held(&relay->up) == 0 && !relay->eof_sent)
        relay->eof_sent = libssh2_channel_send_eof(stream) == 0;
    return held(&relay->up) > 0;
}

static void relay_one(LIBSSH2_SESSION *session, struct carrier *carrier, int socket, int target) {
    struct relay relay = {.socket = socket};
    LIBSSH2_CHANNEL *stream = open_stream(session, carrier, target);
    int result, on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(socket, F_SETFL, O_NONBLOCK);
    while (stream != NULL && !(relay.finished && relay.eof_sent)) {
        int has_more = carry_down(stream, &relay);
        has_more |= carry_up(stream, &relay, carrier);
        if (flush(carrier->socket, &carrier->out) != 0) die("connection lost");
        if (has_more && held(&carrier->out) < BUFFER) continue;
        if (relay.finished && relay.eof_sent) break;
        int reads = !relay.local_ended && held(&relay.up) == 0;
        struct pollfd entries[2] = {
            {carrier->socket, wanted(carrier), 0},
            {socket, (short)((reads ? POLLIN : 0) | (held(&relay.down) > 0 ? POLLOUT : 0)), 0}};
        if (entries[1].events == 0) entries[1].fd = -1;
        poll(entries, 2, -1);
        if ((entries[0].revents & ~POLLOUT) && fill(carrier->socket, &carrier->in) < 0) die("connection closed");
        if ((entries[1].revents & ~POLLOUT) && fill(socket, &relay.up) < 0) relay.local_ended = 1;
    }
    if (stream != NULL) UNTIL_DONE(carrier, result, libssh2_channel_free(stream));
    close(socket);
    free(relay.up.bytes);
    free(relay.down.bytes);
}

int main(int count, char **words) {
    if (count != 6) die("usage: bare-libssh2 SSH-PORT USER KEY-FILE LISTEN-PORT TARGET-PORT");
    struct carrier carrier = {.socket = connect_to(atoi(words[1]))};
    if (libssh2_init(0) != 0) die("libssh2_init failed");
    LIBSSH2_SESSION *session = log_in(&carrier, words[2], words[3]);
    int listener = listen_on(atoi(words[4]));
    for (;;) {
        int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (socket >= 0) relay_one(session, &carrier, socket, atoi(words[5]));
    }
}
