// What Swift cannot import from libssh2's header, one inline each; the only file that differs by libssh2's version.
#ifndef SALLYPORT_LIBSSH2_SHIM_H
#define SALLYPORT_LIBSSH2_SHIM_H

#include <libssh2.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/types.h>

// LIBSSH2_SEND_FUNC and LIBSSH2_RECV_FUNC are macros that spell a declaration; Swift needs the types by name.
typedef ssize_t (*sallyport_send_callback)(libssh2_socket_t socket, const void *bytes, size_t count, int flags,
                                           void **abstract);
typedef ssize_t (*sallyport_receive_callback)(libssh2_socket_t socket, void *bytes, size_t count, int flags,
                                              void **abstract);

// libssh2_session_callback_set takes a void *, which Swift will not make of a function; 1.11.1 has a typed setter.
static inline void sallyport_set_transport(LIBSSH2_SESSION *session, sallyport_send_callback send,
                                           sallyport_receive_callback receive) {
#if LIBSSH2_VERSION_NUM >= 0x010b01
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_SEND, (libssh2_cb_generic *)send);
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_RECV, (libssh2_cb_generic *)receive);
#else
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)send);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)receive);
#endif
}

typedef void (*sallyport_disconnect_callback)(LIBSSH2_SESSION *session, int reason, const char *message,
                                              int message_length, const char *language, int language_length,
                                              void **abstract);

// The same for the callback that tells why the server says good-bye (RFC 4253 section 11.1).
static inline void sallyport_set_disconnect(LIBSSH2_SESSION *session, sallyport_disconnect_callback disconnect) {
#if LIBSSH2_VERSION_NUM >= 0x010b01
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_DISCONNECT, (libssh2_cb_generic *)disconnect);
#else
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_DISCONNECT, (void *)disconnect);
#endif
}

// From 1.11.0 on, libssh2's own 60 s of wall clock would end a request before our monotonic deadline does.
static inline void sallyport_disable_read_timeout(LIBSSH2_SESSION *session) {
#if LIBSSH2_VERSION_NUM >= 0x010b00
    libssh2_session_set_read_timeout(session, 0x7fffffff / 2);
#else
    (void)session;
#endif
}

// The number 0xXXYYZZ is a macro with a cast-free literal in some versions and an expression in others.
static inline int sallyport_libssh2_version_number(void) { return LIBSSH2_VERSION_NUM; }

#endif
