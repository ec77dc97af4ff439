#include "CPosix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

int sallyport_ip_tos(void) { return IP_TOS; }
int sallyport_ipv6_tclass(void) { return IPV6_TCLASS; }
int sallyport_tcp_user_timeout(void) { return TCP_USER_TIMEOUT; }

// Whether only a program on the same host or link could be reached from it.
static int is_local(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        return (ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24) == 127;
    }
    const struct in6_addr *bytes = &((const struct sockaddr_in6 *)address)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(bytes) || IN6_IS_ADDR_LINKLOCAL(bytes);
}

const char *sallyport_interface_address(const char *name, int family, char *address, size_t capacity) {
    struct ifaddrs *list = NULL;
    if (getifaddrs(&list) != 0) {
        return strerror(errno);
    }
    int wanted = family == 6 ? AF_INET6 : AF_INET, is_found = 0;
    for (int takes_local = 0; takes_local < 2 && !is_found; takes_local++) {
        for (struct ifaddrs *entry = list; entry != NULL && !is_found; entry = entry->ifa_next) {
            if (entry->ifa_addr == NULL || !(entry->ifa_flags & IFF_UP) || entry->ifa_addr->sa_family != wanted ||
                strcmp(entry->ifa_name, name) != 0 || (!takes_local && is_local(entry->ifa_addr))) {
                continue;
            }
            const void *bytes = wanted == AF_INET6 ? (const void *)&((struct sockaddr_in6 *)entry->ifa_addr)->sin6_addr
                                                   : (const void *)&((struct sockaddr_in *)entry->ifa_addr)->sin_addr;
            is_found = inet_ntop(wanted, bytes, address, (socklen_t)capacity) != NULL;
        }
    }
    freeifaddrs(list);
    return is_found ? NULL : "no suitable addresses";
}
