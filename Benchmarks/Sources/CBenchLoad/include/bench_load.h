// The load that tunnel-bench puts on a tunnel, and the processes that it starts. All on 127.0.0.1.
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdint.h>
#include <sys/types.h>

// What a server does with each connection.
enum bench_service {
    BENCH_ECHO,   // sends back what it gets, finishes when the client finishes
    BENCH_SOURCE, // sends `bytes` bytes and closes
    BENCH_SINK,   // reads to the end, then answers with the count as 8 bytes and closes
};

// Starts a server on a free port, a thread for each connection. Returns the port, 0 on failure.
uint16_t bench_serve(enum bench_service service, uint64_t bytes);

// Listens on a free port and starts `/usr/sbin/sshd -i -f config` for each connection; logs go to `log` (appended).
// Returns the port, 0 on failure.
uint16_t bench_serve_sshd(const char *config, const char *log);

// A long line: relays TCP from a free port to `target` and holds every byte for half of the given round trip, in each
// direction. Bandwidth is unlimited. Returns the port, 0 on failure.
uint16_t bench_delay(uint16_t target, double milliseconds);

// A free port that stays reserved: bound here, not listening; a program that sets SO_REUSEADDR can listen on it.
uint16_t bench_reserve_port(void);

// Each returns the seconds that it took, negative on failure.
double bench_download(uint16_t port, uint64_t bytes);
double bench_upload(uint16_t port, uint64_t bytes);
// `total` connections, `parallel` at a time: connect, send a byte, get it back, close.
double bench_connections(uint16_t port, int total, int parallel);

// Sends 64 bytes and waits for them, `rounds` times; fills `micros` with the time of each. 0 or -1.
int bench_latency(uint16_t port, int rounds, double *micros);

// The same beside an endless download from `bulk`, which should be a forward of the same tunnel.
int bench_latency_beside(uint16_t port, uint16_t bulk, int rounds, double *micros);

// `count` connections at the same moment; `micros` gets each one's time from connect to the first echoed byte. 0 or -1.
int bench_burst(uint16_t port, int count, double *micros);

// Two downloads of `bytes` at the same moment: the seconds of the slower, negative on failure.
double bench_download_twice(uint16_t port, uint64_t bytes);

// Opens `count` connections that have each echoed one byte; their descriptors go to `sockets`. 0 or -1.
int bench_open(uint16_t port, int count, int *sockets);
void bench_close(int count, const int *sockets);

// Tries until something listens on `port` or `seconds` have passed, or the child `pid` has ended. 0 or -1.
int bench_wait_listening(uint16_t port, pid_t pid, double seconds);

// Starts a program (argv[0] absolute, NULL at the end), stdin /dev/null, stdout and stderr appended to `log`.
pid_t bench_start(char *const argv[], const char *log);
// Ends a child of bench_start and waits for it.
void bench_end(pid_t pid);
// Waits for a child of bench_start; its exit code, -1 for a signal.
int bench_wait(pid_t pid);

// As many descriptors as the system lets us have; the children inherit it.
void bench_raise_descriptor_limit(void);

#endif
