#include "CPosix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// Reads a numeric address. Its length, 0 if it is none.
static socklen_t read_address(const char *text, unsigned short port, struct sockaddr_storage *storage) {
    memset(storage, 0, sizeof *storage);
    struct sockaddr_in *four = (struct sockaddr_in *)storage;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)storage;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        return sizeof *four;
    }
    if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        return sizeof *six;
    }
    return 0;
}

int sallyport_begin_connect(const char *address, unsigned short port) {
    struct sockaddr_storage storage;
    socklen_t length = read_address(address, port, &storage);
    if (length == 0) {
        return -EINVAL;
    }
    int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -errno;
    }
    if (connect(fd, (struct sockaddr *)&storage, length) != 0 && errno != EINPROGRESS) {
        int code = errno;
        close(fd);
        return -code;
    }
    return fd;
}

// Waits until fd is ready for events. 1, 0 when the time is up, or -errno.
static int wait_ready(int fd, short events, int milliseconds) {
    struct pollfd watched = {.fd = fd, .events = events};
    int ready;
    do {
        ready = poll(&watched, 1, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready < 0 ? -errno : ready;
}

// 1 if the connection that fd has begun is there, 0 when the time is up, or -errno.
static int finish_connect(int fd, int milliseconds) {
    int ready = wait_ready(fd, POLLOUT, milliseconds);
    if (ready <= 0) {
        return ready;
    }
    int code = 0;
    socklen_t length = sizeof code;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length) != 0) {
        return -errno;
    }
    return code == 0 ? 1 : -code;
}

int sallyport_is_connected(int descriptor) { return finish_connect(descriptor, 0); }

// For a forked child: enters a network namespace if one is named, and becomes another user for good. The raw numbers are
// enough: no names, no locks.
static int become(long user, const char *space) {
    if (space != NULL) {
        int fd = open(space, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || setns(fd, CLONE_NEWNET) != 0) {
            return -errno;
        }
    }
    if (user < 0) {
        return 0;
    }
    return setgroups(0, NULL) == 0 && setresgid((gid_t)user, (gid_t)user, (gid_t)user) == 0 &&
                   setresuid((uid_t)user, (uid_t)user, (uid_t)user) == 0
               ? 0
               : -errno;
}

// For a forked child: tells result and ends.
static void tell(int writer, int result) {
    ssize_t written = write(writer, &result, sizeof result);
    _exit(written == sizeof result ? 0 : 1);
}

// The listener's life: tells its port (or -errno), then waits until hold is closed.
static void listen_as(long user, const char *space, const char *address, int milliseconds, int writer, int hold) {
    struct sockaddr_storage storage;
    socklen_t length = read_address(address, 0, &storage);
    int result = length == 0 ? -EINVAL : become(user, space);
    int fd = result == 0 ? socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    if (result == 0 && (fd < 0 || bind(fd, (struct sockaddr *)&storage, length) != 0 || listen(fd, 4) != 0 ||
                        getsockname(fd, (struct sockaddr *)&storage, &length) != 0)) {
        result = -errno;
    }
    if (result == 0) {
        result = ntohs(((struct sockaddr_in *)&storage)->sin_port);
    }
    ssize_t written = write(writer, &result, sizeof result);
    if (written == sizeof result && result > 0) {
        wait_ready(hold, POLLIN, milliseconds + 1000);
    }
    _exit(0);
}

// The caller's life: connects and tells what came out.
static void call_as(long user, const char *space, const char *address, unsigned short port, int milliseconds,
                    int writer) {
    int result = become(user, space);
    if (result == 0) {
        result = sallyport_begin_connect(address, port);
    }
    tell(writer, result < 0 ? result : finish_connect(result, milliseconds));
}

// Takes the number that a child tells, or says that none came; ends nothing.
static int hear(int reader, int milliseconds) {
    int result = 0;
    int ready = wait_ready(reader, POLLIN, milliseconds);
    if (ready <= 0) {
        return ready < 0 ? ready : -ETIMEDOUT;
    }
    return read(reader, &result, sizeof result) == sizeof result ? result : -EIO;
}

// Forked children only make system calls: they share no locks with the threads that they do not have.
int sallyport_try_connection(long listener, long caller, const char *address, int milliseconds, const char *space) {
    int told[2], hold[2];
    if (pipe2(told, O_CLOEXEC) != 0) {
        return -errno;
    }
    if (pipe2(hold, O_CLOEXEC) != 0) {
        int code = errno;
        close(told[0]);
        close(told[1]);
        return -code;
    }
    pid_t first = fork();
    if (first == 0) {
        close(hold[1]);
        listen_as(listener, space, address, milliseconds, told[1], hold[0]);
    }
    close(hold[0]);
    int result = first < 0 ? -EAGAIN : hear(told[0], 2000);
    if (result > 0) {
        pid_t second = fork();
        if (second == 0) {
            call_as(caller, space, address, (unsigned short)result, milliseconds, told[1]);
        }
        result = second < 0 ? -EAGAIN : hear(told[0], milliseconds + 2000);
        if (second > 0) {
            waitpid(second, NULL, 0);
        }
    }
    close(hold[1]);
    if (first > 0) {
        waitpid(first, NULL, 0);
    }
    close(told[0]);
    close(told[1]);
    return result;
}
