#include "bench_load.h"
#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Starts a program with `socket` (or /dev/null for -1) as 0 and 1, and `log` as 2; without a socket also as 1.
static pid_t spawn(char *const argv[], int socket, const char *log) {
    posix_spawn_file_actions_t actions;
    pid_t pid = -1;
    int flags = O_WRONLY | O_CREAT | O_APPEND;
    posix_spawn_file_actions_init(&actions);
    if (socket >= 0) {
        posix_spawn_file_actions_adddup2(&actions, socket, 0);
        posix_spawn_file_actions_adddup2(&actions, socket, 1);
    } else {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, log, flags, 0600);
    }
    posix_spawn_file_actions_addopen(&actions, 2, log, flags, 0600);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) != 0) pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

pid_t bench_start(char *const argv[], const char *log) { return spawn(argv, -1, log); }

int bench_wait(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void bench_end(pid_t pid) {
    if (pid <= 0) return;
    kill(pid, SIGTERM);
    bench_wait(pid);
}

int bench_wait_listening(uint16_t port, pid_t pid, double seconds) {
    double end = sockets_now() + seconds;
    while (sockets_now() < end) {
        int socket = sockets_connect(port);
        if (socket >= 0) {
            close(socket);
            return 0;
        }
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid) return -1;
        // No program tells in a common way that it listens, so this looks again every 5 ms; nothing is timed here.
        poll(NULL, 0, 5);
    }
    return -1;
}

struct sshd {
    int listener;
    char *config;
    char *log;
};

static void *reap(void *argument) {
    bench_wait((pid_t)(intptr_t)argument);
    return NULL;
}

static void *serve_sshd(void *argument) {
    struct sshd *sshd = argument;
    char *argv[] = {"/usr/sbin/sshd", "-i", "-e", "-f", sshd->config, NULL};
    for (;;) {
        int socket = accept4(sshd->listener, NULL, NULL, SOCK_CLOEXEC);
        if (socket < 0) continue;
        pid_t pid = spawn(argv, socket, sshd->log);
        close(socket);
        // A session ends with its client. Each is waited for by its own small thread.
        pthread_t thread;
        if (pid > 0 && pthread_create(&thread, NULL, reap, (void *)(intptr_t)pid) == 0) pthread_detach(thread);
    }
    return NULL;
}

uint16_t bench_serve_sshd(const char *config, const char *log) {
    uint16_t port = 0;
    pthread_t thread;
    struct sshd *sshd = malloc(sizeof *sshd);
    if (sshd == NULL) return 0;
    *sshd = (struct sshd){sockets_listen(&port), strdup(config), strdup(log)};
    if (sshd->listener < 0 || pthread_create(&thread, NULL, serve_sshd, sshd) != 0) return 0;
    pthread_detach(thread);
    return port;
}

uint16_t bench_reserve_port(void) {
    // Bound without SO_REUSEADDR, so that the choice is exclusive; marked afterwards, so that the program gets in.
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int on = 1;
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0)
        return 0;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return ntohs(address.sin_port);
}

void bench_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max < 65536 ? limit.rlim_max : 65536;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}
