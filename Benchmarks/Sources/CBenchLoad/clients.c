#include "bench_load.h"
#include "sockets.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

double bench_download(uint16_t port, uint64_t bytes) {
    double begun = sockets_now();
    int socket = sockets_connect(port);
    uint64_t total = 0;
    if (socket < 0) return -1;
    int result = sockets_discard(socket, &total);
    double took = sockets_now() - begun;
    close(socket);
    return total == bytes && result == 0 ? took : -1;
}

double bench_upload(uint16_t port, uint64_t bytes) {
    char *chunk = calloc(1, BENCH_CHUNK);
    double begun = sockets_now();
    int socket = sockets_connect(port);
    uint64_t left = bytes, answer = 0;
    int failed = socket < 0 || chunk == NULL;
    while (!failed && left > 0) {
        size_t count = left < BENCH_CHUNK ? (size_t)left : BENCH_CHUNK;
        failed = sockets_send_all(socket, chunk, count) != 0;
        left -= count;
    }
    if (!failed) {
        shutdown(socket, SHUT_WR);
        failed = sockets_receive_all(socket, &answer, sizeof answer) != 0 || answer != bytes;
    }
    double took = sockets_now() - begun;
    if (socket >= 0) close(socket);
    free(chunk);
    return failed ? -1 : took;
}

int bench_latency(uint16_t port, int rounds, double *micros) {
    char bytes[64] = {0};
    int socket = sockets_connect(port);
    if (socket < 0) return -1;
    // The first round pays for opening the stream and is not counted.
    for (int round = -1; round < rounds; round++) {
        double begun = sockets_now();
        if (sockets_send_all(socket, bytes, sizeof bytes) != 0 ||
            sockets_receive_all(socket, bytes, sizeof bytes) != 0) {
            close(socket);
            return -1;
        }
        if (round >= 0) micros[round] = (sockets_now() - begun) * 1e6;
    }
    close(socket);
    return 0;
}

struct workers {
    uint16_t port;
    atomic_int left;
    atomic_int failed;
};

static void *connect_in_turn(void *argument) {
    struct workers *workers = argument;
    while (atomic_fetch_sub(&workers->left, 1) > 0) {
        char byte = 'x';
        int socket = sockets_connect(workers->port);
        if (socket < 0 || sockets_send_all(socket, &byte, 1) != 0 || sockets_receive_all(socket, &byte, 1) != 0)
            atomic_store(&workers->failed, 1);
        if (socket >= 0) close(socket);
    }
    return NULL;
}

double bench_connections(uint16_t port, int total, int parallel) {
    struct workers workers = {.port = port, .left = total, .failed = 0};
    pthread_t *threads = calloc((size_t)parallel, sizeof *threads);
    if (threads == NULL) return -1;
    double begun = sockets_now();
    int started = 0;
    while (started < parallel && pthread_create(&threads[started], NULL, connect_in_turn, &workers) == 0) started++;
    for (int index = 0; index < started; index++) pthread_join(threads[index], NULL);
    double took = sockets_now() - begun;
    free(threads);
    return started < parallel || atomic_load(&workers.failed) ? -1 : took;
}

int bench_open(uint16_t port, int count, int *sockets) {
    for (int index = 0; index < count; index++) {
        char byte = 'x';
        sockets[index] = sockets_connect(port);
        if (sockets[index] < 0 || sockets_send_all(sockets[index], &byte, 1) != 0 ||
            sockets_receive_all(sockets[index], &byte, 1) != 0) {
            bench_close(sockets[index] < 0 ? index : index + 1, sockets);
            return -1;
        }
    }
    return 0;
}

void bench_close(int count, const int *sockets) {
    for (int index = 0; index < count; index++) close(sockets[index]);
}
