#include "CPosix.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

int sallyport_open_process(int pid) {
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    return fd < 0 ? -errno : fd;
}

int sallyport_own_process(void) { return getpid(); }

int sallyport_signal_process(int process, int number) {
    return syscall(SYS_pidfd_send_signal, process, number, NULL, 0) == 0 ? 0 : -errno;
}

int sallyport_has_ended(int process, int milliseconds) {
    struct pollfd watched = {.fd = process, .events = POLLIN};
    int ready;
    do {
        ready = poll(&watched, 1, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready < 0 ? -errno : ready;
}

// Copies pointers to count strings that lie one after the other; NULL at the end. To be freed by the caller.
static char **list_words(const char *words, int count) {
    char **list = calloc((size_t)count + 1, sizeof *list);
    for (int index = 0; list != NULL && index < count; index++) {
        list[index] = (char *)words;
        words += strlen(words) + 1;
    }
    return list;
}

int sallyport_spawn_program(const char *words, int word_count, const char *variables, int variable_count, int input,
                            int output, int errors, int own_session) {
    char **argv = list_words(words, word_count);
    char **envp = list_words(variables, variable_count);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = argv == NULL || envp == NULL ? ENOMEM : sallyport_clean_attributes(&attributes);
    if (code != 0) {
        free(argv);
        free(envp);
        return -code;
    }
    if (own_session) {
        short flags = 0;
        posix_spawnattr_getflags(&attributes, &flags);
        posix_spawnattr_setflags(&attributes, (short)(flags | POSIX_SPAWN_SETSID));
    }
    posix_spawn_file_actions_init(&actions);
    const int sources[3] = {input, output, errors};
    for (int target = 0; target < 3 && code == 0; target++) {
        code = sources[target] < 0
                   ? posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
                   : posix_spawn_file_actions_adddup2(&actions, sources[target], target);
    }
    if (code == 0) {
        code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    }
    pid_t child = 0;
    if (code == 0) {
        code = posix_spawn(&child, argv[0], &actions, &attributes, argv, envp);
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(argv);
    free(envp);
    return code == 0 ? child : -code;
}

int sallyport_open_output_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return -errno;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return 0;
}

long sallyport_read_some(int descriptor, char *bytes, size_t capacity) {
    ssize_t got;
    do {
        got = read(descriptor, bytes, capacity);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}

int sallyport_free_space(const char *path, unsigned long *free_bytes, unsigned long *all_bytes) {
    struct statvfs system;
    if (statvfs(path, &system) != 0) {
        return -errno;
    }
    *free_bytes = (unsigned long)system.f_bavail * system.f_frsize;
    *all_bytes = (unsigned long)system.f_blocks * system.f_frsize;
    return 0;
}

int sallyport_find_user(const char *name, unsigned *uid, unsigned *gid) {
    char buffer[16384];
    struct passwd entry, *found = NULL;
    int code = getpwnam_r(name, &entry, buffer, sizeof buffer, &found);
    if (found == NULL) {
        return code == 0 ? -ENOENT : -code;
    }
    *uid = entry.pw_uid;
    *gid = entry.pw_gid;
    return 0;
}

int sallyport_user_name(unsigned uid, char *name, size_t capacity) {
    char buffer[16384];
    struct passwd entry, *found = NULL;
    int code = getpwuid_r(uid, &entry, buffer, sizeof buffer, &found);
    if (found == NULL) {
        return code == 0 ? -ENOENT : -code;
    }
    if (strlen(entry.pw_name) >= capacity) {
        return -ENAMETOOLONG;
    }
    strcpy(name, entry.pw_name);
    return 0;
}
