#include "CPosix.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct binding {
    int fd;
    mode_t mask;
    struct sockaddr_un address;
    int error;
};

// A thread with file system settings of its own may change its umask while others make files with theirs. Where that
// is not allowed, the umask of the whole process is changed for as long as the one call takes, as in ssh.
static void *bind_under_mask(void *argument) {
    struct binding *binding = argument;
    int is_own = unshare(CLONE_FS) == 0;
    mode_t before = umask(binding->mask);
    int failed = bind(binding->fd, (struct sockaddr *)&binding->address, sizeof binding->address);
    binding->error = failed ? errno : 0;
    if (!is_own) {
        umask(before);
    }
    return NULL;
}

int sallyport_listen_unix(const char *path, unsigned mask, int replace, int backlog) {
    struct binding binding = {.mask = mask & 0777, .address = {.sun_family = AF_UNIX}};
    if (strlen(path) >= sizeof binding.address.sun_path) {
        return -ENAMETOOLONG;
    }
    strcpy(binding.address.sun_path, path);
    if (replace && unlink(path) != 0 && errno != ENOENT) {
        return -errno;
    }
    binding.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (binding.fd < 0) {
        return -errno;
    }
    pthread_t thread;
    int error = pthread_create(&thread, NULL, bind_under_mask, &binding);
    if (error == 0) {
        pthread_join(thread, NULL);
        error = binding.error;
    }
    if (error == 0 && listen(binding.fd, backlog) != 0) {
        error = errno;
    }
    if (error != 0) {
        close(binding.fd);
        return -error;
    }
    return binding.fd;
}
