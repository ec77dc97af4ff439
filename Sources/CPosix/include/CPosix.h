// What Glibc's Swift overlay hides, or spells as a macro; one inline each.
#ifndef SALLYPORT_CPOSIX_H
#define SALLYPORT_CPOSIX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <malloc.h>
#include <netdb.h>
#include <signal.h>
#include <string.h>

// mallopt's constants are macros. One arena keeps the memory of a program with a single busy thread in one place.
static inline void sallyport_use_one_malloc_arena(void) { mallopt(M_ARENA_MAX, 1); }

// SIG_IGN is a cast macro. A write to a closed socket must be an error, not the end of the program.
static inline void sallyport_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

#endif
