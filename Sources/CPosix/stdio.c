#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

// Descriptors whose O_NONBLOCK is to be taken off again, by direction; -1: none.
static atomic_int to_restore[2] = {-1, -1};
static atomic_flag is_prepared = ATOMIC_FLAG_INIT;

void sallyport_restore_standard_streams(void) {
    int before = errno;
    for (int index = 0; index < 2; index++) {
        int descriptor = atomic_exchange(&to_restore[index], -1);
        int flags = descriptor < 0 ? -1 : fcntl(descriptor, F_GETFL);
        if (flags >= 0) {
            fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK);
        }
    }
    errno = before;
}

// The handler is gone when it runs (SA_RESETHAND): returning to a fault, or raising again, ends the program as before.
static void restore_and_end(int number) {
    sallyport_restore_standard_streams();
    raise(number);
}

// Sees to it that every way out puts the flags back but SIGKILL.
static void prepare_ways_out(void) {
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGQUIT, SIGALRM, SIGPIPE};
    if (atomic_flag_test_and_set(&is_prepared)) {
        return;
    }
    atexit(sallyport_restore_standard_streams);
    for (size_t index = 0; index < sizeof fatal / sizeof fatal[0]; index++) {
        struct sigaction old, action = {.sa_handler = restore_and_end, .sa_flags = SA_RESETHAND | SA_NODEFER};
        if (sigaction(fatal[index], NULL, &old) == 0 && old.sa_handler == SIG_DFL) {
            sigaction(fatal[index], &action, NULL);
        }
    }
}

// Whether epoll takes it: not so with files, folders and devices such as /dev/null. -errno if that cannot be told.
static int is_pollable(int descriptor) {
    int queue = epoll_create1(EPOLL_CLOEXEC);
    if (queue < 0) {
        return -errno;
    }
    struct epoll_event event = {.events = 0};
    int result = epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 1 : errno == EPERM ? 0 : -errno;
    close(queue);
    return result;
}

// Whether opening it once more by its name gives the same thing: pipes and terminals, but for a terminal's master.
static int can_reopen(int descriptor, const struct stat *information) {
    unsigned number;
    return S_ISFIFO(information->st_mode) || (isatty(descriptor) && ioctl(descriptor, TIOCGPTN, &number) != 0);
}

// What is opened anew has flags of its own, so nobody else sees O_NONBLOCK. -1 where that may not be done: a pipe of
// another user's.
static int reopen(int descriptor, int flags, const struct stat *information) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int own = open(path, (flags & O_ACCMODE) | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (own < 0 || !S_ISFIFO(information->st_mode)) {
        return own;
    }
    // The old descriptor must not keep the pipe open.
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || dup2(null, descriptor) < 0) {
        close(own);
        own = -1;
    }
    if (null >= 0) {
        close(null);
    }
    return own;
}

void sallyport_open_standard_descriptors(void) {
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
        // The lowest that is free is this one, as those below it are open.
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != descriptor) {
            _exit(1);
        }
    }
}

int sallyport_own_stream(int descriptor, int is_output, int *pollable) {
    struct stat information;
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fstat(descriptor, &information) != 0) {
        return -errno;
    }
    *pollable = is_pollable(descriptor);
    if (*pollable < 0) {
        return *pollable;
    }
    if (can_reopen(descriptor, &information)) {
        int own = reopen(descriptor, flags, &information);
        if (own >= 0) {
            return own;
        }
    }
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) {
        return -errno;
    }
    if (*pollable && !(flags & O_NONBLOCK)) {
        prepare_ways_out();
        atomic_store(&to_restore[is_output != 0], descriptor);
    }
    return copy;
}

void sallyport_finish_socket(int descriptor) {
    struct stat information;
    if (fstat(descriptor, &information) == 0 && S_ISSOCK(information.st_mode)) {
        shutdown(descriptor, SHUT_WR);
    }
}
