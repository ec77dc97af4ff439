#include "sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in loopback(uint16_t port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return address;
}

int sockets_listen(uint16_t *port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, 1024) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        if (fd >= 0) close(fd);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

int sockets_connect(uint16_t port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = loopback(port);
    if (fd < 0) return -1;
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int sockets_send_all(int fd, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t sent = send(fd, next, count, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        next += sent;
        count -= (size_t)sent;
    }
    return 0;
}

int sockets_receive_all(int fd, void *bytes, size_t count) {
    char *next = bytes;
    while (count > 0) {
        ssize_t got = recv(fd, next, count, 0);
        if (got <= 0) return -1;
        next += got;
        count -= (size_t)got;
    }
    return 0;
}

int sockets_discard(int fd, uint64_t *total) {
    ssize_t got;
    // With MSG_TRUNC the kernel drops the bytes and copies nothing (tcp(7)): the tunnel is measured, not the reader.
    while ((got = recv(fd, NULL, BENCH_CHUNK, MSG_TRUNC)) > 0) *total += (uint64_t)got;
    return got == 0 ? 0 : -1;
}

double sockets_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
