#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// All of it, or -errno.
static int write_whole(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno != EINTR) {
            return -errno;
        }
        if (written > 0) {
            bytes += written;
            count -= (size_t)written;
        }
    }
    return 0;
}

int sallyport_replace_file(const char *path, const char *bytes, size_t count, unsigned mode) {
    char draft[4096];
    if ((size_t)snprintf(draft, sizeof draft, "%s.XXXXXXXXXX", path) >= sizeof draft) {
        return -ENAMETOOLONG;
    }
    int fd = mkostemp(draft, O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    int result = write_whole(fd, bytes, count);
    if (result == 0 && fchmod(fd, mode) != 0) {
        result = -errno;
    }
    if (close(fd) != 0 && result == 0) {
        result = -errno;
    }
    if (result == 0 && rename(draft, path) != 0) {
        result = -errno;
    }
    if (result != 0) {
        unlink(draft);
    }
    return result;
}

int sallyport_open_log(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return fd < 0 ? -errno : fd;
}

int sallyport_open_null(void) {
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}
