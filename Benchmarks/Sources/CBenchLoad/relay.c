#include "bench_load.h"
#include "sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// More than any window in the comparison keeps on its way, so that only the tunnels limit themselves.
#define LANE_LIMIT ((size_t)256 << 20)

// Bytes that were read together and leave together, `count` of them after the header; 0 is the end.
struct piece {
    struct piece *next;
    double due;
    size_t count;
    char bytes[];
};

// One direction of one connection: a thread reads, another writes when the time has come.
struct lane {
    int from, to;
    double delay;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct piece *first, **last;
    size_t held;
    int broken;
    struct pair *pair;
};

// Both lanes of one connection; whoever is last of the four threads closes the sockets.
struct pair {
    struct lane lanes[2];
    pthread_mutex_t lock;
    int threads;
};

struct relay {
    int listener;
    uint16_t target;
    double delay;
};

static void leave(struct pair *pair) {
    pthread_mutex_lock(&pair->lock);
    int left = --pair->threads;
    pthread_mutex_unlock(&pair->lock);
    if (left > 0) return;
    close(pair->lanes[0].from);
    close(pair->lanes[0].to);
    free(pair);
}

static void *read_lane(void *argument) {
    struct lane *lane = argument;
    ssize_t got;
    do {
        struct piece *piece = malloc(sizeof *piece + BENCH_CHUNK);
        if (piece == NULL) abort();
        got = recv(lane->from, piece->bytes, BENCH_CHUNK, 0);
        piece->next = NULL;
        piece->due = sockets_now() + lane->delay;
        piece->count = got > 0 ? (size_t)got : 0;
        // What is not used is given back: thousands of small pieces may be on their way.
        struct piece *fitting = realloc(piece, sizeof *piece + piece->count);
        if (fitting != NULL) piece = fitting;
        pthread_mutex_lock(&lane->lock);
        while (lane->held >= LANE_LIMIT && !lane->broken) pthread_cond_wait(&lane->changed, &lane->lock);
        lane->held += piece->count;
        *lane->last = piece;
        lane->last = &piece->next;
        pthread_cond_signal(&lane->changed);
        pthread_mutex_unlock(&lane->lock);
    } while (got > 0);
    leave(lane->pair);
    return NULL;
}

static void wait_until(double due) {
    struct timespec time = {.tv_sec = (time_t)due, .tv_nsec = (long)((due - (double)(time_t)due) * 1e9)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static void *write_lane(void *argument) {
    struct lane *lane = argument;
    size_t count;
    do {
        pthread_mutex_lock(&lane->lock);
        while (lane->first == NULL) pthread_cond_wait(&lane->changed, &lane->lock);
        struct piece *piece = lane->first;
        lane->first = piece->next;
        if (lane->first == NULL) lane->last = &lane->first;
        lane->held -= piece->count;
        pthread_cond_signal(&lane->changed);
        pthread_mutex_unlock(&lane->lock);
        count = piece->count;
        if (!lane->broken && sockets_now() < piece->due) wait_until(piece->due);
        if (!lane->broken && sockets_send_all(lane->to, piece->bytes, count) != 0) {
            pthread_mutex_lock(&lane->lock);
            lane->broken = 1;
            pthread_cond_signal(&lane->changed);
            pthread_mutex_unlock(&lane->lock);
            // The reader then comes to its end, too.
            shutdown(lane->from, SHUT_RDWR);
        }
        free(piece);
    } while (count > 0);
    shutdown(lane->to, SHUT_WR);
    leave(lane->pair);
    return NULL;
}

static void start(void *(*body)(void *), void *argument) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, argument) != 0) abort();
    pthread_detach(thread);
}

static void *relay_all(void *argument) {
    struct relay *relay = argument;
    for (;;) {
        int on = 1, near = accept4(relay->listener, NULL, NULL, SOCK_CLOEXEC);
        if (near < 0) continue;
        int far = sockets_connect(relay->target);
        struct pair *pair = calloc(1, sizeof *pair);
        if (far < 0 || pair == NULL) abort();
        setsockopt(near, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        pthread_mutex_init(&pair->lock, NULL);
        pair->threads = 4;
        for (int index = 0; index < 2; index++) {
            struct lane *lane = &pair->lanes[index];
            lane->from = index == 0 ? near : far;
            lane->to = index == 0 ? far : near;
            lane->delay = relay->delay;
            lane->last = &lane->first;
            lane->pair = pair;
            pthread_mutex_init(&lane->lock, NULL);
            pthread_cond_init(&lane->changed, NULL);
        }
        for (int index = 0; index < 2; index++) {
            start(read_lane, &pair->lanes[index]);
            start(write_lane, &pair->lanes[index]);
        }
    }
    return NULL;
}

uint16_t bench_delay(uint16_t target, double milliseconds) {
    uint16_t port = 0;
    struct relay *relay = malloc(sizeof *relay);
    if (relay == NULL) return 0;
    *relay = (struct relay){sockets_listen(&port), target, milliseconds / 2e3};
    if (relay->listener < 0) return 0;
    start(relay_all, relay);
    return port;
}
