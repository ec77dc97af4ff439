#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int signal_pipe = -1;

// Async-signal-safe: one write, and errno as it was. A full pipe has enough signals in it already.
static void pass_on(int number) {
    int before = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(atomic_load(&signal_pipe), &byte, 1);
    (void)written;
    errno = before;
}

int sallyport_take_signals(const int *numbers, int count) {
    int ends[2];
    if (atomic_load(&signal_pipe) >= 0) {
        return -EBUSY;
    }
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        return -errno;
    }
    atomic_store(&signal_pipe, ends[1]);
    struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    for (int index = 0; index < count; index++) {
        sigaction(numbers[index], &action, NULL);
    }
    return ends[0];
}
