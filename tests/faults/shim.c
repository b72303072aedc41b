// Stands between a program and the system (LD_PRELOAD) and lets a call go wrong, so that what happens then is seen.
// Only calls on files under FAULT_UNDER are counted, from 1, and only the one that FAULT_AT names is hit, or all from it on.
//   FAULT_KIND  count     nothing goes wrong; the counts are left in FAULT_COUNTS (two 64-bit numbers: writing, reading)
//               kill      killed before the call
//               torn      half of a write is done, then killed; any other call is done, then killed
//               short     from there on every write does half of what it was asked
//               full      from there on the disk is full
//               eio       the one call fails with an input/output error
//               eio-read  the one reading call does
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, COUNT, KILL, TORN, SHORT, FULL, EIO_WRITE, EIO_READ };
static enum kind kind = NONE;
static long at = 0;
static char under[PATH_MAX];
static size_t under_length = 0;
static uint64_t own_counts[2];
static volatile uint64_t *counts = own_counts;

__attribute__((constructor)) static void begin(void) {
  const char *names[] = {"", "count", "kill", "torn", "short", "full", "eio", "eio-read"};
  const char *named = getenv("FAULT_KIND"), *where = getenv("FAULT_UNDER"), *file = getenv("FAULT_COUNTS");
  if (!named || !where) return;
  for (int i = 1; i < 8; i++)
    if (strcmp(named, names[i]) == 0) kind = (enum kind)i;
  at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
  snprintf(under, sizeof under, "%s", where);
  under_length = strlen(under);
  if (!file) return;
  int fd = open(file, O_RDWR | O_CLOEXEC);
  void *shared = fd < 0 ? MAP_FAILED : mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (shared != MAP_FAILED) counts = shared;
}

static int path_is_ours(const char *path) { return kind != NONE && path && strncmp(path, under, under_length) == 0; }

static int is_ours(int fd) {
  if (kind == NONE) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return path_is_ours(path);
}

enum verdict { GO, HALF, FAIL_FULL, FAIL_EIO, DIE_AFTER };

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// What is to happen to a call that changes something. `grows`: whether a full disk would refuse it.
static enum verdict judge(int grows) {
  long number = (long)__sync_add_and_fetch(&counts[0], 1);
  if (kind == KILL && number == at) die();
  if (kind == TORN && number == at) return DIE_AFTER;
  if (kind == SHORT && number >= at) return HALF;
  if (kind == FULL && number >= at && grows) return FAIL_FULL;
  if (kind == EIO_WRITE && number == at) return FAIL_EIO;
  return GO;
}

static int reading_fails(void) { return (long)__sync_add_and_fetch(&counts[1], 1) == at && kind == EIO_READ; }

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define REFUSE(verdict) \
  if ((verdict) == FAIL_FULL) { errno = ENOSPC; return -1; } \
  if ((verdict) == FAIL_EIO) { errno = EIO; return -1; }

static size_t part(enum verdict verdict, size_t length) {
  return (verdict == HALF || verdict == DIE_AFTER) && length > 1 ? length / 2 : length;
}

#define WRITING(name, parameters, arguments) \
  ssize_t name parameters { \
    REAL(name); \
    enum verdict verdict = is_ours(fd) ? judge(1) : GO; \
    REFUSE(verdict) \
    length = part(verdict, length); \
    ssize_t done = real arguments; \
    if (verdict == DIE_AFTER) die(); \
    return done; \
  }
WRITING(write, (int fd, const void *bytes, size_t length), (fd, bytes, length))
WRITING(pwrite, (int fd, const void *bytes, size_t length, off_t from), (fd, bytes, length, from))
WRITING(pwrite64, (int fd, const void *bytes, size_t length, off64_t from), (fd, bytes, length, from))

#define CHANGING(name, parameters, arguments, ours, grows) \
  int name parameters { \
    REAL(name); \
    enum verdict verdict = (ours) ? judge(grows) : GO; \
    REFUSE(verdict) \
    int done = real arguments; \
    if (verdict == DIE_AFTER) die(); \
    return done; \
  }
CHANGING(fsync, (int fd), (fd), is_ours(fd), 0)
CHANGING(fdatasync, (int fd), (fd), is_ours(fd), 0)
CHANGING(ftruncate64, (int fd, off64_t length), (fd, length), is_ours(fd), 0)
CHANGING(rename, (const char *from, const char *to), (from, to), path_is_ours(to), 0)
CHANGING(link, (const char *from, const char *to), (from, to), path_is_ours(to), 1)
CHANGING(unlink, (const char *path), (path), path_is_ours(path), 0)
CHANGING(mkdir, (const char *path, mode_t mode), (path, mode), path_is_ours(path), 1)

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & O_CREAT) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    enum verdict verdict = (flags & O_CREAT) && path_is_ours(path) ? judge(access(path, F_OK) != 0) : GO; \
    REFUSE(verdict) \
    int done = real(path, flags, mode); \
    if (verdict == DIE_AFTER) die(); \
    return done; \
  }
OPENING(open)
OPENING(open64)

#define READING(name, parameters, arguments) \
  ssize_t name parameters { \
    REAL(name); \
    if (is_ours(fd) && reading_fails()) { errno = EIO; return -1; } \
    return real arguments; \
  }
READING(read, (int fd, void *bytes, size_t length), (fd, bytes, length))
READING(pread, (int fd, void *bytes, size_t length, off_t from), (fd, bytes, length, from))
READING(pread64, (int fd, void *bytes, size_t length, off64_t from), (fd, bytes, length, from))
