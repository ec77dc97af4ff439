#include "CPosix.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int sallyport_clean_attributes(posix_spawnattr_t *attributes) {
    int code = posix_spawnattr_init(attributes);
    if (code != 0) {
        return code;
    }
    // Handlers go with exec by themselves. What nohup has ignored for us stays ignored: only SIGPIPE is our own doing.
    sigset_t defaults, none;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(attributes, &defaults);
    posix_spawnattr_setsigmask(attributes, &none);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

int sallyport_spawn_shell(const char *shell, const char *command, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = sallyport_clean_attributes(&attributes);
    if (code != 0) {
        return -code;
    }
    posix_spawn_file_actions_init(&actions);
    // Descriptors that could be inherited by mistake go first; 0 and 1 are then set, 2 is shared.
    code = posix_spawn_file_actions_adddup2(&actions, input, 0);
    if (code == 0) {
        code = posix_spawn_file_actions_adddup2(&actions, output, 1);
    }
    if (code == 0) {
        code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    }
    pid_t child = 0;
    if (code == 0) {
        char *const words[] = {(char *)shell, "-c", (char *)command, NULL};
        code = posix_spawn(&child, shell, &actions, &attributes, words, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code == 0 ? child : -code;
}

int sallyport_open_pipes(int ends[4]) {
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return -errno;
    }
    if (pipe2(ends + 2, O_CLOEXEC) != 0) {
        int code = errno;
        close(ends[0]);
        close(ends[1]);
        return -code;
    }
    // Whoever was started without 0, 1 or 2 gets the pipes there; the child's dup2 must not meet them.
    for (int index = 0; index < 4; index++) {
        if (ends[index] > 2) {
            continue;
        }
        int higher = fcntl(ends[index], F_DUPFD_CLOEXEC, 3);
        int code = errno;
        if (higher < 0) {
            for (int end = 0; end < 4; end++) {
                close(ends[end]);
            }
            return -code;
        }
        close(ends[index]);
        ends[index] = higher;
    }
    return 0;
}

void sallyport_close(int descriptor) { close(descriptor); }

void sallyport_send_signal(int child, int number) { kill(child, number); }

int sallyport_reap(int child, int *status) {
    int word = 0;
    pid_t got;
    do {
        got = waitpid(child, &word, WNOHANG);
    } while (got < 0 && errno == EINTR);
    if (got == 0) {
        return 0;
    }
    *status = got < 0 ? 255 : WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
    return 1;
}
