#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

int sallyport_lock_file(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return -errno;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int code = errno;
        close(fd);
        return -code;
    }
    return fd;
}

static int close_with(int fd, const char *bound, int code) {
    if (bound != NULL) {
        unlink(bound);
    }
    close(fd);
    return -code;
}

int sallyport_listen_keeper(const char *path, const char *temporary, unsigned mode,
                            struct sallyport_control_socket *made) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat status;
    made->linked = 0;
    if (strlen(temporary) >= sizeof address.sun_path || strlen(path) >= sizeof address.sun_path) {
        return -ENAMETOOLONG;
    }
    if (lstat(path, &status) == 0 && !S_ISSOCK(status.st_mode)) {
        return -EEXIST;
    }
    strcpy(address.sun_path, temporary);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -errno;
    }
    unlink(temporary);
    // Linux makes the file with the mode of the socket, less the umask: the mode is set again before it has its name.
    if (fchmod(fd, 0600) != 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        return close_with(fd, NULL, errno);
    }
    if (chmod(temporary, mode) != 0 || listen(fd, 512) != 0 || stat(temporary, &status) != 0) {
        return close_with(fd, temporary, errno);
    }
    if (rename(temporary, path) != 0) {
        return close_with(fd, temporary, errno);
    }
    made->linked = 1;
    made->descriptor = fd;
    made->device = status.st_dev;
    made->inode = status.st_ino;
    return 0;
}

int sallyport_handed_sockets(void) {
    const char *owner = getenv("LISTEN_PID");
    const char *number = getenv("LISTEN_FDS");
    int count = 0;
    if (owner != NULL && number != NULL && strtol(owner, NULL, 10) == getpid()) {
        count = (int)strtol(number, NULL, 10);
    }
    if (count < 0 || count > 64) {
        count = 0;
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
    for (int fd = 3; fd < 3 + count; fd++) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    return count;
}

int sallyport_is_listening_unix(int descriptor) {
    int value = 0;
    socklen_t size = sizeof value;
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) {
        return -errno;
    }
    if (address.ss_family != AF_UNIX || getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &value, &size) != 0 ||
        value != SOCK_STREAM) {
        return 0;
    }
    size = sizeof value;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) != 0 || value == 0) {
        return 0;
    }
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0) {
        return -errno;
    }
    return 1;
}

int sallyport_notify_service(const char *state) {
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (path == NULL || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof address.sun_path) {
        return 0;
    }
    size_t length = strlen(path);
    memcpy(address.sun_path, path, length);
    // An abstract name begins with a NUL where systemd writes an @.
    if (path[0] == '@') {
        address.sun_path[0] = 0;
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -errno;
    }
    ssize_t sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    int code = sent < 0 ? -errno : 1;
    close(fd);
    return code;
}

unsigned long sallyport_watchdog_interval(void) {
    const char *owner = getenv("WATCHDOG_PID");
    const char *interval = getenv("WATCHDOG_USEC");
    if (interval == NULL || (owner != NULL && strtol(owner, NULL, 10) != getpid())) {
        return 0;
    }
    return strtoul(interval, NULL, 10);
}

int sallyport_parent(void) { return getppid(); }

void sallyport_stay_private(void) { prctl(PR_SET_DUMPABLE, 0); }

void sallyport_log_login(const char *line) {
    openlog("sallyport-bastion", LOG_PID, LOG_AUTHPRIV);
    syslog(LOG_ERR, "%s", line);
    closelog();
}
