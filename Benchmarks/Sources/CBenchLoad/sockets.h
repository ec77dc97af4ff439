// Loopback sockets for the load generator.
#ifndef BENCH_SOCKETS_H
#define BENCH_SOCKETS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Large enough that system calls do not count beside the tunnel's own.
#define BENCH_CHUNK (256 * 1024)

int sockets_listen(uint16_t *port);
int sockets_connect(uint16_t port);
int sockets_send_all(int fd, const void *bytes, size_t count);
int sockets_receive_all(int fd, void *bytes, size_t count);
// Takes bytes until the stream ends and counts them in `total`. 0 for an orderly end, -1 for an error.
int sockets_discard(int fd, uint64_t *total);
double sockets_now(void);

#endif
