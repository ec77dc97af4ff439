#include "CPosix.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Tells the second process of its readiness pipe: "descriptor:pid of the first".
static const char variable[] = "SALLYPORT_READINESS";
// The second process, while the first waits for it; 0: not there yet.
static atomic_int second = 0;
// A signal that came before the second process was there.
static atomic_int early_signal = 0;

// What a person types on the terminal reaches the whole group anyway; what is sent to this process alone is for both.
static void pass_to_second(int number, siginfo_t *information, void *context) {
    (void)context;
    int before = errno;
    if (information->si_code <= 0) {
        pid_t child = atomic_load(&second);
        if (child > 0) {
            kill(child, number);
        } else {
            atomic_store(&early_signal, number);
        }
    }
    errno = before;
}

static void pass_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
        struct sigaction action = {.sa_sigaction = pass_to_second, .sa_flags = SA_SIGINFO | SA_RESTART}, old;
        sigfillset(&action.sa_mask);
        // What was ignored before us (nohup) is ignored by the second process as well.
        if (sigaction(numbers[index], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            sigaction(numbers[index], &action, NULL);
        }
    }
}

// Our own command line as posix_spawn wants it. Lives as long as the process.
static char **own_arguments(void) {
    FILE *file = fopen("/proc/self/cmdline", "re");
    char *text = NULL;
    size_t room = 0, count = 0, length = 0;
    if (file == NULL) {
        return NULL;
    }
    char **list = malloc(sizeof *list);
    while (list != NULL && getdelim(&text, &room, 0, file) >= 0) {
        char **longer = realloc(list, (count + 2) * sizeof *list);
        if (longer == NULL || (longer[count] = strdup(text)) == NULL) {
            count = 0;
            break;
        }
        list = longer;
        length = ++count;
    }
    free(text);
    fclose(file);
    if (length == 0 || count == 0) {
        return NULL;
    }
    list[count] = NULL;
    return list;
}

// Starts the second process with the pipe's writing end open. Its pid, or -errno.
static int spawn_second(int writer) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char place[64];
    char **arguments = own_arguments();
    int code = arguments == NULL ? ENOMEM : sallyport_clean_attributes(&attributes);
    if (code != 0) {
        return -code;
    }
    posix_spawn_file_actions_init(&actions);
    // dup2 onto itself takes close-on-exec off, in the child alone.
    posix_spawn_file_actions_adddup2(&actions, writer, writer);
    snprintf(place, sizeof place, "%d:%d", writer, (int)getpid());
    setenv(variable, place, 1);
    pid_t child = 0;
    code = posix_spawn(&child, "/proc/self/exe", &actions, &attributes, arguments, environ);
    unsetenv(variable);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code == 0 ? child : -code;
}

int sallyport_start_second(int *status) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return -errno;
    }
    pass_signals();
    int child = spawn_second(ends[1]);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return child;
    }
    atomic_store(&second, child);
    int early = atomic_exchange(&early_signal, 0);
    if (early != 0) {
        kill(child, early);
    }
    unsigned char byte;
    ssize_t got;
    do {
        got = read(ends[0], &byte, 1);
    } while (got < 0 && errno == EINTR);
    if (got == 1) {
        *status = byte;
        return 0;
    }
    // No word, and the pipe is closed: it ends, or has ended.
    int word = 0;
    while (waitpid(child, &word, 0) < 0 && errno == EINTR) {
    }
    *status = WIFEXITED(word) ? WEXITSTATUS(word) : 255;
    return 0;
}

int sallyport_readiness_pipe(void) {
    const char *place = getenv(variable);
    int writer = -1, parent = -1, result = -1;
    struct stat information;
    // Whoever inherits the variable from somewhere else is not the second process.
    if (place != NULL && sscanf(place, "%d:%d", &writer, &parent) == 2 && parent == getppid() && writer > 2 &&
        fstat(writer, &information) == 0 && S_ISFIFO(information.st_mode)) {
        fcntl(writer, F_SETFD, FD_CLOEXEC);
        result = writer;
    }
    if (place != NULL) {
        unsetenv(variable);
    }
    return result;
}

static int put_null_on(int descriptor, int null) { return dup2(null, descriptor) < 0 ? -errno : 0; }

int sallyport_leave_terminal(int keeps_errors) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) {
        return -errno;
    }
    setsid();
    int code = 0;
    for (int descriptor = 0; code == 0 && descriptor <= (keeps_errors ? 1 : 2); descriptor++) {
        code = put_null_on(descriptor, null);
    }
    if (null > 2) {
        close(null);
    }
    return code;
}

int sallyport_report_readiness(int writer, int status) {
    unsigned char byte = (unsigned char)status;
    ssize_t written;
    do {
        written = write(writer, &byte, 1);
    } while (written < 0 && errno == EINTR);
    int code = written == 1 ? 0 : -errno;
    close(writer);
    return code;
}
