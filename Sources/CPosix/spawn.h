// Starting a program the way ssh starts its own: shared by the C files of this folder.
#ifndef SALLYPORT_SPAWN_H
#define SALLYPORT_SPAWN_H

#include <spawn.h>

// Initializes attributes: default handling of every signal but those that were ignored when we started, except
// SIGPIPE, which we ignore ourselves; an empty mask. 0, or an errno.
int sallyport_clean_attributes(posix_spawnattr_t *attributes);

#endif
