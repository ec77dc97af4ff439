#include "CPosix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const char *sallyport_resolve(const char *host, int family, char *addresses, size_t capacity) {
    struct addrinfo hints = {0}, *list = NULL;
    hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    int status = getaddrinfo(host, NULL, &hints, &list);
    if (status != 0) {
        return status == EAI_SYSTEM ? strerror(errno) : gai_strerror(status);
    }
    size_t used = 0;
    for (struct addrinfo *entry = list; entry != NULL; entry = entry->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0) {
            continue;
        }
        int written = snprintf(addresses + used, capacity - used, "%s\n", text);
        if (written < 0 || (size_t)written >= capacity - used) {
            addresses[used] = 0;
            break;
        }
        used += (size_t)written;
    }
    freeaddrinfo(list);
    return used > 0 ? NULL : "No address associated with hostname";
}

unsigned short sallyport_service_port(const char *name) {
    struct servent entry, *found = NULL;
    char space[2048];
    if (getservbyname_r(name, "tcp", &entry, space, sizeof space, &found) != 0 || found == NULL) {
        return 0;
    }
    return ntohs((unsigned short)found->s_port);
}

int sallyport_current_user(char *name, size_t name_capacity, char *home, size_t home_capacity) {
    struct passwd entry, *found = NULL;
    char space[16384];
    if (getpwuid_r(getuid(), &entry, space, sizeof space, &found) != 0 || found == NULL) {
        return -1;
    }
    int fits = (size_t)snprintf(name, name_capacity, "%s", entry.pw_name) < name_capacity &&
               (size_t)snprintf(home, home_capacity, "%s", entry.pw_dir) < home_capacity;
    return fits ? 0 : -1;
}
