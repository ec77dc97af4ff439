// What Glibc's Swift overlay hides, or spells as a macro; one inline each.
#ifndef SALLYPORT_CPOSIX_H
#define SALLYPORT_CPOSIX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

#include "daemon.h"
#include "keeper.h"

// mallopt's constants are macros. One arena keeps the memory of a program with a single busy thread in one place; and
// buffers that come and go with every turn of the loop must not grow and shrink the heap each time (140 page faults a MB).
static inline void sallyport_tune_malloc(void) {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TRIM_THRESHOLD, 512 << 10);
    mallopt(M_MMAP_THRESHOLD, 512 << 10);
}

// Gives free pages back to the system: what logging in needed is not needed again for a long time.
static inline void sallyport_trim_memory(void) { malloc_trim(0); }

// The C library keeps the stacks of threads that have ended for later ones, 40 MiB of address space, and with them the
// pages that they have touched: about 24 kB a stack. Stacks of 48 MiB are given back at once; only touched pages cost
// memory. For a program whose helper threads come at the beginning and do not come back.
static inline void sallyport_keep_no_stacks(void) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) == 0) {
        pthread_attr_setstacksize(&attributes, 48UL << 20);
        pthread_setattr_default_np(&attributes);
        pthread_attr_destroy(&attributes);
    }
}

// Ends the program with this status if it is still there after so many seconds: a name that the resolver hangs on must
// not keep a signal from ending it.
void sallyport_end_within(unsigned seconds, int status);

// Opens /dev/null on those of descriptors 0, 1 and 2 that are closed, as after `<&-`: else the next socket or file would
// take the number, and what is meant for a standard stream would go there. Ends the program with 1 if that fails.
void sallyport_open_standard_descriptors(void);

// SIG_IGN is a cast macro. A write to a closed socket must be an error, not the end of the program.
static inline void sallyport_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

// getaddrinfo's list is all pointers. Writes the numeric addresses of host, in the resolver's order, one a line;
// family is 4, 6 or 0 for both. Returns NULL, or the resolver's words.
const char *sallyport_resolve(const char *host, int family, char *addresses, size_t capacity);

// getifaddrs' list is all pointers. Writes the numeric address of the interface for family 4 or 6; one that only this
// host or link can reach is taken only if there is no other. Returns NULL, or why there is none.
const char *sallyport_interface_address(const char *name, int family, char *address, size_t capacity);

// Numbers of socket options that are macros or enumerators of their own type: IP_TOS, IPV6_TCLASS, TCP_USER_TIMEOUT.
int sallyport_ip_tos(void);
int sallyport_ipv6_tclass(void);
int sallyport_tcp_user_timeout(void);

// sallyport_resolve's sibling for the port of a TCP service such as "http"; 0 if there is none of that name.
unsigned short sallyport_service_port(const char *name);

// struct passwd is all pointers. Writes the login name and the home directory of the real user; 0 on success.
int sallyport_current_user(char *name, size_t name_capacity, char *home, size_t home_capacity);

// Asks on the controlling terminal, without echo unless echo is set. Returns the answer's length, -1 without a
// terminal or at its end. The terminal's settings are put back before it returns and by sallyport_restore_terminal.
long sallyport_ask_terminal(const char *question, int echo, char *answer, size_t capacity);

// Puts echo back if a question is being asked, and ends that question and all later ones without an answer; for the
// way out after a signal.
void sallyport_restore_terminal(void);

// open, fstat and read in one. Reads at most capacity bytes of a regular file or a pipe. Returns the count, or -errno.
// mode gets the permission bits, owner the user id.
long sallyport_read_file(const char *path, char *bytes, size_t capacity, unsigned *mode, unsigned *owner);

// Appends in one write, making the file with mode 0600 and its folder with 0700 if there is none. 0, or -errno.
int sallyport_append_file(const char *path, const char *bytes, size_t count);

// Makes a listening Unix socket whose file gets mode 0777 less mask, whatever the process's umask; non-blocking and
// closed on exec. replace: removes what is at path first. Returns the descriptor, or -errno.
int sallyport_listen_unix(const char *path, unsigned mask, int replace, int backlog);

// access(2) for reading: 0, or -errno.
int sallyport_is_readable(const char *path);

// Who is at the other end of a Unix socket: what SO_PEERCRED fills, whose struct ucred Glibc hides from Swift.
struct sallyport_peer {
    int pid;
    unsigned uid;
    unsigned gid;
};

// A listening control socket: its descriptor, and which file it is. linked: whether the last step, to give it its
// name, was reached.
struct sallyport_control_socket {
    int descriptor;
    int linked;
    unsigned long device;
    unsigned long inode;
};

// Listens at path with mode 0600, first under the name temporary in the same folder, so that nobody sees a socket that
// does not answer yet. 0, or -errno: -EEXIST with linked set when there is a file at path already.
int sallyport_listen_control(const char *path, const char *temporary, struct sallyport_control_socket *made);

// Removes the file at path if it is still the socket that was made. 0, or -errno.
int sallyport_remove_control(const char *path, const struct sallyport_control_socket *made);

// Puts a file in the place of another at once: readers see the old one or the new one, whole. 0, or -errno.
int sallyport_replace_file(const char *path, const char *bytes, size_t count, unsigned mode);

// /dev/null, to read from, for -n: its descriptor, or -errno.
int sallyport_open_null(void);

// Opens a log file to append to, made with mode 0600 if there is none. Its descriptor, or -errno.
int sallyport_open_log(const char *path);

// Takes these signals over: each arrives as one byte, its number, at the descriptor that is returned (a pipe's reading
// end, close-on-exec, non-blocking). Once a process; -errno.
int sallyport_take_signals(const int *numbers, int count);

// Gives the descriptor of standard input or output a copy of our own, for reading or writing by an event loop if
// pollable is set, else by blocking calls (files, /dev/null). Where it can, the copy does not share O_NONBLOCK with
// whoever else has the stream; elsewhere the flag is taken off by sallyport_restore_standard_streams. -errno.
int sallyport_own_stream(int descriptor, int is_output, int *pollable);

// Takes O_NONBLOCK off again where others see it. Async-signal-safe; runs by itself at exit and on fatal signals.
void sallyport_restore_standard_streams(void);

// Shuts a socket's sending half; does nothing to anything else.
void sallyport_finish_socket(int descriptor);

// Two pipes, close-on-exec, with no number under 3: the child reads ends[0], we write ends[1]; we read ends[2], the
// child writes ends[3]. 0, or -errno.
int sallyport_open_pipes(int ends[4]);

// Starts "SHELL -c COMMAND" in our process group with these as descriptors 0 and 1, ours as 2, no other. Signals are
// as they were when we started. Its pid, or -errno.
int sallyport_spawn_shell(const char *shell, const char *command, int input, int output);

// close(2), and kill(2) with a number, for modules that have no other use for Glibc.
void sallyport_close(int descriptor);
void sallyport_send_signal(int child, int number);

// Whether the child has ended; takes its status then, 128 and the number after a signal.
int sallyport_reap(int child, int *status);

// Starts this program once more, with the same words, and waits until that process reports or ends; passes SIGINT,
// SIGTERM, SIGHUP and SIGQUIT on to it meanwhile. 0 and the status to exit with, or -errno if it cannot be started.
int sallyport_start_second(int *status);

// The descriptor on which the second process reports; -1 if this is not one. Later calls give -1.
int sallyport_readiness_pipe(void);

// Leaves the terminal: a session of our own, and /dev/null as 0, 1 and, unless keeps_errors is set, 2. 0, or -errno.
int sallyport_leave_terminal(int keeps_errors);

// Reports the status with which the first process is to exit, once. 0, or -errno: nobody waits any more.
int sallyport_report_readiness(int writer, int status);

#endif
