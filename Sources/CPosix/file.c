#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

long sallyport_read_file(const char *path, char *bytes, size_t capacity, unsigned *mode, unsigned *owner) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return -errno;
    }
    struct stat status;
    long result = 0;
    if (fstat(fd, &status) != 0) {
        result = -errno;
    } else {
        *mode = status.st_mode & 07777;
        *owner = status.st_uid;
    }
    while (result >= 0 && (size_t)result < capacity) {
        ssize_t got = read(fd, bytes + result, capacity - (size_t)result);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            result = -errno;
        }
        if (got <= 0) {
            break;
        }
        result += got;
    }
    close(fd);
    return result;
}

int sallyport_append_file(const char *path, const char *bytes, size_t count) {
    int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 && errno == ENOENT) {
        char folder[4096];
        const char *slash = strrchr(path, '/');
        if (slash == NULL || slash == path || (size_t)(slash - path) >= sizeof folder) {
            return -ENOENT;
        }
        memcpy(folder, path, (size_t)(slash - path));
        folder[slash - path] = 0;
        if (mkdir(folder, 0700) != 0) {
            return -errno;
        }
        fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    }
    if (fd < 0) {
        return -errno;
    }
    // A last line without its end must not swallow ours, nor ours it.
    char last = '\n';
    off_t end = lseek(fd, 0, SEEK_END);
    if (end > 0 && pread(fd, &last, 1, end - 1) != 1) {
        last = '\n';
    }
    struct iovec parts[2] = {{"\n", last == '\n' ? 0 : 1}, {(void *)bytes, count}};
    ssize_t whole = (ssize_t)(parts[0].iov_len + count);
    ssize_t written = writev(fd, parts, 2);
    int result = written == whole ? 0 : written < 0 ? -errno : -ENOSPC;
    if (close(fd) != 0 && result == 0) {
        result = -errno;
    }
    return result;
}

int sallyport_is_readable(const char *path) { return access(path, R_OK) == 0 ? 0 : -errno; }
