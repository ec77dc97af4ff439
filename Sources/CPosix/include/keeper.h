// What the keeper of a bastion, its helpers and its command line need of sockets, and of systemd, without an event loop.
#ifndef SALLYPORT_KEEPER_H
#define SALLYPORT_KEEPER_H

#include <stddef.h>

struct sallyport_control_socket;

// Takes an exclusive lock on a file, made with mode 0600 if there is none; the process's end gives it back. The
// descriptor to keep, or -errno: -EAGAIN while another process has it.
int sallyport_lock_file(const char *path);

// Listens at path with exactly this mode, in the place of whatever socket is there: only for the holder of a lock.
// Another kind of file is left alone: -EEXIST. The socket answers from the moment that it has its name. 0, or -errno.
int sallyport_listen_keeper(const char *path, const char *temporary, unsigned mode,
                            struct sallyport_control_socket *made);

// The listening sockets that systemd hands over (LISTEN_PID, LISTEN_FDS), from descriptor 3 on: how many, with the
// variables unset and the descriptors closed on exec. Before any thread exists.
int sallyport_handed_sockets(void);

// Whether a descriptor is a Unix stream socket that listens; makes it non-blocking. 1, 0, or -errno.
int sallyport_is_listening_unix(int descriptor);

// sd_notify(3) for the program that we are, over NOTIFY_SOCKET. 1 sent, 0 if nobody wants to know, or -errno.
int sallyport_notify_service(const char *state);

// WATCHDOG_USEC if it is for us, in microseconds; 0 if there is no watchdog.
unsigned long sallyport_watchdog_interval(void);

// Connects a Unix socket, waiting for room in its queue at most so many milliseconds. The descriptor, or -errno.
int sallyport_connect_keeper(const char *path, int milliseconds);

// Writes all bytes before so many milliseconds are over. 0, or -errno: -ETIMEDOUT.
int sallyport_send_all(int descriptor, const unsigned char *bytes, size_t count, int milliseconds);

// Reads up to a newline, its last byte, or the end, before so many milliseconds are over; negative: no limit. Never
// reads beyond the newline of a socket. The count, or -errno: -ETIMEDOUT, -EMSGSIZE when the line is too long.
long sallyport_receive_line(int descriptor, char *line, size_t capacity, int milliseconds);

// Reads what is there, waiting at most so many milliseconds for something. The count, 0 at the end, or -errno.
long sallyport_receive_some(int descriptor, unsigned char *bytes, size_t capacity, int milliseconds);

// Joins two streams to a TCP connection until both directions have ended or one breaks: half-closes are passed on.
// Counts what went to the connection and what came from it. 0, or -errno.
int sallyport_relay(int input, int output, int connection, unsigned long long *sent, unsigned long long *received);

// Connects to a numeric IPv4 address within so many milliseconds. The descriptor, or -errno.
int sallyport_connect_address(const char *address, unsigned short port, int milliseconds);

// Runs the program, found on PATH, with our standard output and errors, this text as its input and these words, each
// ended by a NUL. Its exit status, 128 and the signal's number, or -errno: -ENOENT if there is no such program.
int sallyport_run_with_input(const char *words, int word_count, const char *bytes, size_t count);

// Gives the number of the process that has started us.
int sallyport_parent(void);

// One line for the system's log of logins (syslog, authpriv).
void sallyport_log_login(const char *line);

// Lets this thread's process neither be traced nor dumped, for a program that holds what others may not read.
void sallyport_stay_private(void);

#endif
