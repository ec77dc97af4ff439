#include "CPosix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int sallyport_look_at_file(const char *path, int follow, struct sallyport_file_facts *facts) {
    struct stat status;
    if ((follow ? stat(path, &status) : lstat(path, &status)) != 0) {
        return -errno;
    }
    facts->kind = S_ISREG(status.st_mode)    ? 'f'
                  : S_ISDIR(status.st_mode)  ? 'd'
                  : S_ISLNK(status.st_mode)  ? 'l'
                  : S_ISSOCK(status.st_mode) ? 's'
                                             : '?';
    facts->mode = status.st_mode & 07777;
    facts->owner = status.st_uid;
    facts->group = status.st_gid;
    facts->device = status.st_dev;
    facts->inode = status.st_ino;
    facts->size = status.st_size;
    facts->changed_seconds = status.st_mtim.tv_sec;
    facts->changed_nanoseconds = status.st_mtim.tv_nsec;
    return 0;
}

int sallyport_real_path(const char *path, char *real, size_t capacity) {
    char found[PATH_MAX];
    if (realpath(path, found) == NULL) {
        return -errno;
    }
    if (strlen(found) >= capacity) {
        return -ENAMETOOLONG;
    }
    strcpy(real, found);
    return 0;
}

int sallyport_read_link(const char *path, char *target, size_t capacity) {
    ssize_t length = readlink(path, target, capacity);
    if (length < 0) {
        return -errno;
    }
    if ((size_t)length >= capacity) {
        return -ENAMETOOLONG;
    }
    target[length] = 0;
    return 0;
}

long sallyport_list_folder(const char *path, char *names, size_t capacity) {
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return -errno;
    }
    size_t used = 0;
    long result = 0;
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        if (used + length + 1 > capacity) {
            result = -ERANGE;
            break;
        }
        memcpy(names + used, entry->d_name, length);
        names[used + length] = '\n';
        used += length + 1;
    }
    closedir(folder);
    return result < 0 ? result : (long)used;
}

// Whether a line of /proc/net/tcp has 0A as its fourth word, the state LISTEN. The first, a number, is set right in four
// places.
static int is_listener(const char *line, const char *end) {
    int words = *line == ' ' ? 0 : 1;
    for (const char *at = line; at + 2 < end; at++) {
        if (*at == ' ' && at[1] != ' ' && ++words == 4) {
            return at[1] == '0' && at[2] == 'A';
        }
    }
    return 0;
}

long sallyport_read_listeners(const char *path, char *lines, size_t capacity) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    size_t used = 0, checked = 0;
    long result = -ERANGE;
    while (result == -ERANGE && used < capacity) {
        ssize_t got = read(fd, lines + used, capacity - used < 65536 ? capacity - used : 65536);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            result = got < 0 ? -errno : (long)checked;
            break;
        }
        used += (size_t)got;
        char *end;
        while (result == -ERANGE && (end = memchr(lines + checked, '\n', used - checked)) != NULL) {
            // The first line is a heading.
            if (checked > 0 && !is_listener(lines + checked, end)) {
                result = (long)checked;
            }
            checked = (size_t)(end - lines) + 1;
        }
    }
    close(fd);
    return result;
}

int sallyport_make_folder(const char *path, unsigned mode) {
    struct stat status;
    if (mkdir(path, mode) == 0) {
        return chmod(path, mode) == 0 ? 0 : -errno;
    }
    int code = errno;
    return code == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode) ? 0 : -code;
}

// Syncs the folder that holds path, so that a new name there outlives a power cut.
static int sync_folder(const char *path) {
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    if (length >= sizeof folder) {
        return -ENAMETOOLONG;
    }
    memcpy(folder, length == 0 ? "." : path, length == 0 ? 1 : length);
    folder[length == 0 ? 1 : length] = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    // Some file systems cannot sync a folder: then there is nothing more to be had.
    int result = fsync(fd) == 0 || errno == EINVAL ? 0 : -errno;
    close(fd);
    return result;
}

static int write_all(int fd, const char *bytes, size_t count) {
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

int sallyport_store_file(const char *path, const char *bytes, size_t count, unsigned mode) {
    char draft[PATH_MAX];
    if ((size_t)snprintf(draft, sizeof draft, "%s.XXXXXX", path) >= sizeof draft) {
        return -ENAMETOOLONG;
    }
    int fd = mkostemp(draft, O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    int result = write_all(fd, bytes, count);
    if (result == 0 && (fchmod(fd, mode) != 0 || fsync(fd) != 0)) {
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
        return result;
    }
    return sync_folder(path);
}

int sallyport_store_link(const char *target, const char *path) {
    char draft[PATH_MAX];
    if ((size_t)snprintf(draft, sizeof draft, "%s.draft", path) >= sizeof draft) {
        return -ENAMETOOLONG;
    }
    unlink(draft);
    if (symlink(target, draft) != 0 || rename(draft, path) != 0) {
        return -errno;
    }
    return sync_folder(path);
}

int sallyport_move_file(const char *from, const char *to) { return rename(from, to) == 0 ? sync_folder(to) : -errno; }

int sallyport_remove_file(const char *path) { return unlink(path) == 0 ? 0 : -errno; }
