// What Glibc hides from Swift and only the tests need.
#ifndef C_TEST_SUPPORT_H
#define C_TEST_SUPPORT_H

#include <spawn.h>

// Has the child close every descriptor from `first` on, also those that other threads open until then. 0, or an errno.
int test_close_from(posix_spawn_file_actions_t *actions, int first);

#endif
