// What a program that looks after daemons and their sessions needs and Swift cannot say by itself: pidfds, programs
// with pipes, files written for good, and trials as other users.
#ifndef SALLYPORT_DAEMON_H
#define SALLYPORT_DAEMON_H

#include <stddef.h>

// pidfd_open(2), which Glibc 2.36 hides from Swift: a descriptor that stays with this very process; -errno.
int sallyport_open_process(int pid);

// getpid(2), for modules that have no other use for it.
int sallyport_own_process(void);

// pidfd_send_signal(2): never reaches a later process with the same number. 0, or -errno.
int sallyport_signal_process(int process, int number);

// Whether the process of a pidfd has ended, zombies included; waits for it at most so many milliseconds. 1, 0, -errno.
int sallyport_has_ended(int process, int milliseconds);

// What stat(2) says; its fields are macros and anonymous structs. kind: 'f' file, 'd' folder, 'l' link, 's' socket, '?'.
struct sallyport_file_facts {
    int kind;
    unsigned mode;
    unsigned owner;
    unsigned group;
    unsigned long device;
    unsigned long inode;
    long size;
    long changed_seconds;
    long changed_nanoseconds;
};

// Fills facts of path; follow: of what a link points to. 0, or -errno.
int sallyport_look_at_file(const char *path, int follow, struct sallyport_file_facts *facts);

// realpath(3) into a buffer. 0, or -errno.
int sallyport_real_path(const char *path, char *real, size_t capacity);

// readlink(2), ended by a NUL. 0, or -errno.
int sallyport_read_link(const char *path, char *target, size_t capacity);

// Reads /proc/net/tcp or tcp6 up to the first socket that does not listen: the kernel lists listeners first, and there
// may be many thousand connections after them. The length, or -errno; -ERANGE if it is too long.
long sallyport_read_listeners(const char *path, char *lines, size_t capacity);

// The names in a folder without . and .., each followed by a newline. Their length, or -errno; -ERANGE if too long.
long sallyport_list_folder(const char *path, char *names, size_t capacity);

// mkdir(2) with exactly this mode, whatever the umask; a folder that is there is left as it is. 0, or -errno.
int sallyport_make_folder(const char *path, unsigned mode);

// sallyport_replace_file that also reaches the disk: the file and then its folder are synced. 0, or -errno.
int sallyport_store_file(const char *path, const char *bytes, size_t count, unsigned mode);

// Makes path a symbolic link to target in one step, in the place of what is there, and syncs its folder. 0, -errno.
int sallyport_store_link(const char *target, const char *path);

// rename(2) and a sync of the new name's folder. 0, or -errno.
int sallyport_move_file(const char *from, const char *to);

// unlink(2). 0, or -errno.
int sallyport_remove_file(const char *path);

// Starts a program. words: word_count arguments, each ended by a NUL, the first an absolute path; variables: likewise
// NAME=VALUE. Descriptors: -1 is /dev/null; no other is inherited. own_session: setsid, so that a terminal's signals
// do not reach it. Its pid, or -errno.
int sallyport_spawn_program(const char *words, int word_count, const char *variables, int variable_count, int input,
                            int output, int errors, int own_session);

// A close-on-exec pipe whose reading end, ends[0], is non-blocking. 0, or -errno.
int sallyport_open_output_pipe(int ends[2]);

// read(2). The count, 0 at the end, or -errno (-EAGAIN when nothing is there).
long sallyport_read_some(int descriptor, char *bytes, size_t capacity);

// Begins to connect to a numeric address without blocking. The descriptor, or -errno.
int sallyport_begin_connect(const char *address, unsigned short port);

// Whether that connection is there: 1, 0 while it is not, or -errno.
int sallyport_is_connected(int descriptor);

// Listens at a numeric IPv4 address with port 0 for any as uid listener, connects to it as uid caller, and waits for the
// answer; -1 for either: ourselves. Blocks up to the time given. 1 connected, 0 no answer, or -errno (-ECONNREFUSED).
// space: path of a network namespace in which to do it, such as /run/netns/NAME, or NULL for our own. Only root can become
// others; the process itself stays what it is.
int sallyport_try_connection(long listener, long caller, const char *address, int milliseconds, const char *space);

// Free bytes and the size of the file system that holds path, for ordinary users. 0, or -errno.
int sallyport_free_space(const char *path, unsigned long *free_bytes, unsigned long *all_bytes);

// The uid and gid of a user by name. 0, or -errno; -ENOENT if there is none.
int sallyport_find_user(const char *name, unsigned *uid, unsigned *gid);

// The name of a user; from any thread. 0, or -errno; -ENOENT if there is none.
int sallyport_user_name(unsigned uid, char *name, size_t capacity);

#endif
