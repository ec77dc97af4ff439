#include "CPosix.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

_Static_assert(sizeof(struct sallyport_peer) == sizeof(struct ucred), "SO_PEERCRED fills a struct ucred");

// Gives up after a failed step and returns its error number, negative.
static int give_up(int fd, const char *bound) {
    int code = errno;
    if (bound != NULL) {
        unlink(bound);
    }
    close(fd);
    return -code;
}

int sallyport_listen_control(const char *path, const char *temporary, struct sallyport_control_socket *made) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    made->linked = 0;
    if (strlen(temporary) >= sizeof address.sun_path) {
        return -ENAMETOOLONG;
    }
    strcpy(address.sun_path, temporary);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -errno;
    }
    // Linux makes the file with the mode of the socket: no moment in which it is open to others, and no umask to
    // change for the whole process.
    if (fchmod(fd, 0600) != 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        return give_up(fd, NULL);
    }
    struct stat status;
    if (listen(fd, 64) != 0 || stat(temporary, &status) != 0) {
        return give_up(fd, temporary);
    }
    made->linked = 1;
    // link never replaces a file, which rename would.
    if (link(temporary, path) != 0) {
        return give_up(fd, temporary);
    }
    unlink(temporary);
    made->descriptor = fd;
    made->device = status.st_dev;
    made->inode = status.st_ino;
    return 0;
}

int sallyport_remove_control(const char *path, const struct sallyport_control_socket *made) {
    struct stat status;
    if (lstat(path, &status) != 0) {
        return -errno;
    }
    if (status.st_dev != made->device || status.st_ino != made->inode) {
        return 0;
    }
    return unlink(path) == 0 ? 0 : -errno;
}
