#include "CPosix.h"
#include "spawn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// Waits for events until the deadline, negative for none. 0, or -errno.
static int wait_for(int descriptor, short events, long long deadline) {
    while (1) {
        long long left = deadline < 0 ? -1 : deadline - now_ms();
        if (deadline >= 0 && left <= 0) {
            return -ETIMEDOUT;
        }
        struct pollfd entry = {.fd = descriptor, .events = events};
        int ready = poll(&entry, 1, (int)left);
        if (ready > 0) {
            return 0;
        }
        if (ready < 0 && errno != EINTR) {
            return -errno;
        }
    }
}

int sallyport_connect_keeper(const char *path, int milliseconds) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        return -ENAMETOOLONG;
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -errno;
    }
    // A blocking connect waits for room in the queue; SO_SNDTIMEO bounds it, and ends it with EAGAIN.
    struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    int failed;
    do {
        failed = connect(fd, (struct sockaddr *)&address, sizeof address);
    } while (failed != 0 && errno == EINTR);
    if (failed != 0) {
        int code = errno == EAGAIN || errno == EINPROGRESS ? ETIMEDOUT : errno;
        close(fd);
        return -code;
    }
    return fd;
}

int sallyport_send_all(int descriptor, const unsigned char *bytes, size_t count, int milliseconds) {
    long long deadline = now_ms() + milliseconds;
    while (count > 0) {
        int code = wait_for(descriptor, POLLOUT, deadline);
        if (code != 0) {
            return code;
        }
        ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            return -errno;
        }
        if (sent > 0) {
            bytes += sent;
            count -= (size_t)sent;
        }
    }
    return 0;
}

long sallyport_receive_line(int descriptor, char *line, size_t capacity, int milliseconds) {
    long long deadline = milliseconds < 0 ? -1 : now_ms() + milliseconds;
    size_t count = 0;
    while (1) {
        if (count == capacity) {
            return -EMSGSIZE;
        }
        int code = wait_for(descriptor, POLLIN, deadline);
        if (code != 0) {
            return code;
        }
        // A look first, so that a socket keeps what comes after the newline; other descriptors are read byte by byte.
        ssize_t seen = recv(descriptor, line + count, capacity - count, MSG_PEEK | MSG_DONTWAIT);
        size_t wanted = 1;
        if (seen > 0) {
            char *end = memchr(line + count, '\n', (size_t)seen);
            wanted = end != NULL ? (size_t)(end - (line + count)) + 1 : (size_t)seen;
        } else if (seen < 0 && errno != ENOTSOCK) {
            if (errno == EAGAIN || errno == EINTR) {
                continue;
            }
            return -errno;
        }
        ssize_t got = read(descriptor, line + count, wanted);
        if (got == 0) {
            return (long)count;
        }
        if (got < 0) {
            if (errno == EAGAIN || errno == EINTR) {
                continue;
            }
            return -errno;
        }
        count += (size_t)got;
        if (line[count - 1] == '\n') {
            return (long)count;
        }
    }
}

long sallyport_receive_some(int descriptor, unsigned char *bytes, size_t capacity, int milliseconds) {
    while (1) {
        int code = wait_for(descriptor, POLLIN, now_ms() + milliseconds);
        if (code != 0) {
            return code;
        }
        ssize_t got = read(descriptor, bytes, capacity);
        if (got >= 0) {
            return got;
        }
        if (errno != EAGAIN && errno != EINTR) {
            return -errno;
        }
    }
}

int sallyport_connect_address(const char *address, unsigned short port, int milliseconds) {
    struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, address, &target.sin_addr) != 1) {
        return -EINVAL;
    }
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -errno;
    }
    int code = connect(fd, (struct sockaddr *)&target, sizeof target) == 0 ? 0 : -errno;
    if (code == -EINPROGRESS) {
        code = wait_for(fd, POLLOUT, now_ms() + milliseconds);
        int error = 0;
        socklen_t size = sizeof error;
        if (code == 0 && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0) {
            code = -error;
        }
    }
    if (code != 0) {
        close(fd);
        return code;
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int sallyport_run_with_input(const char *words, int word_count, const char *bytes, size_t count) {
    char *arguments[16] = {0};
    int pipe_ends[2];
    if (word_count < 1 || word_count > 15) {
        return -E2BIG;
    }
    for (int index = 0; index < word_count; index++) {
        arguments[index] = (char *)words;
        words += strlen(words) + 1;
    }
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
        return -errno;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = sallyport_clean_attributes(&attributes);
    if (code != 0) {
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        return -code;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    pid_t child = 0;
    code = posix_spawnp(&child, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(pipe_ends[0]);
    if (code != 0) {
        close(pipe_ends[1]);
        return -code;
    }
    while (count > 0) {
        ssize_t written = write(pipe_ends[1], bytes, count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            break;
        }
        bytes += written;
        count -= (size_t)written;
    }
    close(pipe_ends[1]);
    int word = 0;
    while (waitpid(child, &word, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
}
