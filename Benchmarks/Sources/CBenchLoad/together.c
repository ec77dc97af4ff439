#include "bench_load.h"
#include "sockets.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// One of several clients that begin at the same moment.
struct client {
    uint16_t port;
    uint64_t bytes;
    pthread_barrier_t *begin;
    double took;
};

static void *echo_once(void *argument) {
    struct client *client = argument;
    char byte = 'x';
    pthread_barrier_wait(client->begin);
    double begun = sockets_now();
    int socket = sockets_connect(client->port);
    int failed = socket < 0 || sockets_send_all(socket, &byte, 1) != 0 || sockets_receive_all(socket, &byte, 1) != 0;
    client->took = failed ? -1 : sockets_now() - begun;
    if (socket >= 0) close(socket);
    return NULL;
}

static void *download(void *argument) {
    struct client *client = argument;
    pthread_barrier_wait(client->begin);
    client->took = bench_download(client->port, client->bytes);
    return NULL;
}

// Runs `count` clients at once; the time of each is in its record. 0 or -1.
static int run(int count, struct client *clients, void *(*body)(void *)) {
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    pthread_barrier_t begin;
    if (threads == NULL) return -1;
    pthread_barrier_init(&begin, NULL, (unsigned)count);
    for (int index = 0; index < count; index++) {
        clients[index].begin = &begin;
        if (pthread_create(&threads[index], NULL, body, &clients[index]) != 0) abort();
    }
    int failed = 0;
    for (int index = 0; index < count; index++) {
        pthread_join(threads[index], NULL);
        failed |= clients[index].took < 0;
    }
    pthread_barrier_destroy(&begin);
    free(threads);
    return failed ? -1 : 0;
}

int bench_burst(uint16_t port, int count, double *micros) {
    struct client *clients = calloc((size_t)count, sizeof *clients);
    if (clients == NULL) return -1;
    for (int index = 0; index < count; index++) clients[index].port = port;
    int result = run(count, clients, echo_once);
    for (int index = 0; index < count; index++) micros[index] = clients[index].took * 1e6;
    free(clients);
    return result;
}

double bench_download_twice(uint16_t port, uint64_t bytes) {
    struct client clients[2] = {{.port = port, .bytes = bytes}, {.port = port, .bytes = bytes}};
    if (run(2, clients, download) != 0) return -1;
    return clients[0].took > clients[1].took ? clients[0].took : clients[1].took;
}

struct load {
    uint16_t port;
    atomic_int socket;
    atomic_int isOver;
};

static void *keep_downloading(void *argument) {
    struct load *load = argument;
    uint64_t total = 0;
    while (!atomic_load(&load->isOver)) {
        int socket = sockets_connect(load->port);
        if (socket < 0) break;
        atomic_store(&load->socket, socket);
        if (!atomic_load(&load->isOver)) sockets_discard(socket, &total);
        atomic_store(&load->socket, -1);
        close(socket);
    }
    return NULL;
}

int bench_latency_beside(uint16_t port, uint16_t bulk, int rounds, double *micros) {
    struct load load = {.port = bulk, .socket = -1, .isOver = 0};
    pthread_t thread;
    if (pthread_create(&thread, NULL, keep_downloading, &load) != 0) return -1;
    // A tenth of the rounds goes by while the transfer gets up to its speed.
    int result = bench_latency(port, rounds / 10, micros);
    if (result == 0) result = bench_latency(port, rounds, micros);
    atomic_store(&load.isOver, 1);
    int socket = atomic_load(&load.socket);
    if (socket >= 0) shutdown(socket, SHUT_RDWR);
    pthread_join(thread, NULL);
    return result;
}
