#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

// The terminal whose echo is off; -1: none. Whoever takes it out puts its settings back.
static atomic_int quiet_terminal = -1;
static struct termios settings_before;
// Set once by sallyport_restore_terminal: no question is asked or waited for any more. The eventfd wakes one that is.
static atomic_int is_over = 0;
static atomic_int wake_event = -1;

static void write_all(int fd, const char *text, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, text, count);
        if (written < 0 && errno != EINTR) {
            return;
        }
        if (written > 0) {
            text += written;
            count -= (size_t)written;
        }
    }
}

static void put_settings_back(void) {
    int fd = atomic_exchange(&quiet_terminal, -1);
    if (fd >= 0) {
        tcsetattr(fd, TCSANOW, &settings_before);
        write_all(fd, "\n", 1);
    }
}

void sallyport_restore_terminal(void) {
    atomic_store(&is_over, 1);
    put_settings_back();
    int event = atomic_load(&wake_event);
    if (event >= 0) {
        eventfd_write(event, 1);
    }
}

// One byte of the answer: 1, or 0 at the terminal's end and when the program is about to end.
static int read_byte(int fd, char *byte) {
    struct pollfd both[2] = {{fd, POLLIN, 0}, {atomic_load(&wake_event), POLLIN, 0}};
    for (;;) {
        if (atomic_load(&is_over)) {
            return 0;
        }
        if (poll(both, 2, -1) < 0 && errno != EINTR) {
            return 0;
        }
        if (atomic_load(&is_over)) {
            return 0;
        }
        if (both[0].revents == 0) {
            continue;
        }
        ssize_t got = read(fd, byte, 1);
        if (got >= 0 || errno != EINTR) {
            return got == 1;
        }
    }
}

long sallyport_ask_terminal(const char *question, int echo, char *answer, size_t capacity) {
    if (atomic_load(&wake_event) < 0) {
        atomic_store(&wake_event, eventfd(0, EFD_CLOEXEC));
    }
    if (atomic_load(&is_over)) {
        return -1;
    }
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return -1;
    }
    if (!echo && tcgetattr(fd, &settings_before) == 0) {
        struct termios quiet = settings_before;
        quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
        atomic_store(&quiet_terminal, fd);
        tcsetattr(fd, TCSAFLUSH, &quiet);
    }
    write_all(fd, question, strlen(question));
    size_t count = 0;
    long result = -1;
    for (;;) {
        char byte;
        int got = read_byte(fd, &byte);
        if (!got || byte == '\n') {
            result = got || (count > 0 && !atomic_load(&is_over)) ? (long)count : -1;
            break;
        }
        if (count < capacity) {
            answer[count++] = byte;
        }
    }
    put_settings_back();
    close(fd);
    return result;
}
