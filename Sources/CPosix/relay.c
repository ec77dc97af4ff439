#include "CPosix.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { capacity = 65536 };

// One direction: what was read and is still to be written.
struct direction {
    int source;
    int sink;
    size_t begin;
    size_t end;
    int has_ended;
    int is_finished;
    unsigned long long count;
    char bytes[capacity];
};

// Writes what fits now: a blocking write of more would hold up the other direction. poll promises a pipe PIPE_BUF bytes.
static ssize_t write_some(int sink, const char *bytes, size_t count) {
    ssize_t written = send(sink, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && errno == ENOTSOCK) {
        written = write(sink, bytes, count < 4096 ? count : 4096);
    }
    return written;
}

// One read or one write, whichever is due; blocks only where poll was wrong. 0, or -errno.
static int step(struct direction *way, short readable, short writable) {
    if (way->begin < way->end && writable != 0) {
        ssize_t written = write_some(way->sink, way->bytes + way->begin, way->end - way->begin);
        if (written < 0) {
            return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        }
        way->begin += (size_t)written;
        way->count += (unsigned long long)written;
    } else if (way->begin == way->end && !way->has_ended && readable != 0) {
        ssize_t got = read(way->source, way->bytes, capacity);
        if (got < 0) {
            return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        }
        way->begin = 0;
        way->end = (size_t)got;
        way->has_ended = got == 0;
    }
    return 0;
}

int sallyport_relay(int input, int output, int connection, unsigned long long *sent, unsigned long long *received) {
    static struct direction up, down;
    up.source = input;
    up.sink = connection;
    down.source = connection;
    down.sink = output;
    int code = 0;
    // When the connection has nothing more for us, the rest of the input has nobody to go to.
    while (code == 0 && !down.is_finished) {
        struct pollfd entries[4] = {{.fd = -1}, {.fd = -1}, {.fd = -1}, {.fd = -1}};
        struct direction *ways[2] = {&up, &down};
        for (int index = 0; index < 2; index++) {
            struct direction *way = ways[index];
            if (way->begin < way->end) {
                entries[index * 2 + 1] = (struct pollfd){.fd = way->sink, .events = POLLOUT};
            } else if (!way->has_ended) {
                entries[index * 2] = (struct pollfd){.fd = way->source, .events = POLLIN};
            }
        }
        // A reader of our output that is gone must be seen even while nothing is written.
        if (entries[3].fd < 0) {
            entries[3] = (struct pollfd){.fd = output, .events = 0};
        }
        if (poll(entries, 4, -1) < 0) {
            code = errno == EINTR ? 0 : -errno;
            continue;
        }
        if (down.begin == down.end && (entries[3].revents & (POLLERR | POLLNVAL)) != 0) {
            code = -EPIPE;
            break;
        }
        for (int index = 0; index < 2 && code == 0; index++) {
            code = step(ways[index], entries[index * 2].revents, entries[index * 2 + 1].revents);
        }
        if (up.has_ended && up.begin == up.end && !up.is_finished) {
            up.is_finished = 1;
            shutdown(connection, SHUT_WR);
        }
        down.is_finished = down.has_ended && down.begin == down.end;
    }
    *sent = up.count;
    *received = down.count;
    return code;
}
