#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// The terminal whose echo is off, for sallyport_restore_terminal; -1: none. Written before and after the question only.
static volatile int quiet_terminal = -1;
static struct termios settings_before;

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

void sallyport_restore_terminal(void) {
    if (quiet_terminal >= 0) {
        tcsetattr(quiet_terminal, TCSANOW, &settings_before);
        write_all(quiet_terminal, "\n", 1);
        quiet_terminal = -1;
    }
}

long sallyport_ask_terminal(const char *question, int echo, char *answer, size_t capacity) {
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return -1;
    }
    if (!echo && tcgetattr(fd, &settings_before) == 0) {
        struct termios quiet = settings_before;
        quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
        quiet_terminal = fd;
        tcsetattr(fd, TCSAFLUSH, &quiet);
    }
    write_all(fd, question, strlen(question));
    size_t count = 0;
    long result = -1;
    for (;;) {
        char byte;
        ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || byte == '\n') {
            result = got > 0 || count > 0 ? (long)count : -1;
            break;
        }
        if (count < capacity) {
            answer[count++] = byte;
        }
    }
    if (!echo) {
        sallyport_restore_terminal();
    }
    close(fd);
    return result;
}
