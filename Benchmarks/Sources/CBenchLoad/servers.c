#include "bench_load.h"
#include "sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    int listener;
    enum bench_service service;
    uint64_t bytes;
};

struct connection {
    int socket;
    enum bench_service service;
    uint64_t bytes;
};

// Starts a detached thread with a small stack: there may be hundreds.
static int start(void *(*body)(void *), void *argument) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 128 * 1024);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int result = pthread_create(&thread, &attributes, body, argument);
    pthread_attr_destroy(&attributes);
    return result;
}

static void echo(int socket) {
    char bytes[16 * 1024];
    for (;;) {
        ssize_t got = recv(socket, bytes, sizeof bytes, 0);
        if (got <= 0 || sockets_send_all(socket, bytes, (size_t)got) != 0) return;
    }
}

static void source(int socket, char *chunk, uint64_t bytes) {
    while (bytes > 0) {
        size_t count = bytes < BENCH_CHUNK ? (size_t)bytes : BENCH_CHUNK;
        if (sockets_send_all(socket, chunk, count) != 0) return;
        bytes -= count;
    }
}

static void sink(int socket) {
    uint64_t total = 0;
    sockets_discard(socket, &total);
    sockets_send_all(socket, &total, sizeof total);
}

static void *serve(void *argument) {
    struct connection one = *(struct connection *)argument;
    free(argument);
    int on = 1;
    setsockopt(one.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (one.service == BENCH_ECHO) {
        echo(one.socket);
    } else if (one.service == BENCH_SINK) {
        sink(one.socket);
    } else {
        char *chunk = calloc(1, BENCH_CHUNK);
        if (chunk != NULL) source(one.socket, chunk, one.bytes);
        free(chunk);
    }
    close(one.socket);
    return NULL;
}

static void *accept_all(void *argument) {
    struct server *server = argument;
    for (;;) {
        int socket = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
        if (socket < 0) continue;
        struct connection *one = malloc(sizeof *one);
        if (one == NULL) {
            close(socket);
            continue;
        }
        *one = (struct connection){socket, server->service, server->bytes};
        if (start(serve, one) != 0) {
            close(socket);
            free(one);
        }
    }
    return NULL;
}

uint16_t bench_serve(enum bench_service service, uint64_t bytes) {
    uint16_t port = 0;
    struct server *server = malloc(sizeof *server);
    if (server == NULL) return 0;
    *server = (struct server){sockets_listen(&port), service, bytes};
    if (server->listener < 0 || start(accept_all, server) != 0) return 0;
    return port;
}
