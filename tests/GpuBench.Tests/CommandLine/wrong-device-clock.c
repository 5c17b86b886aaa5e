// Changes the clock of PoCL's OpenCL events (CLOCK_MONOTONIC_RAW), and does not change the clock of .NET (CLOCK_MONOTONIC).
// The tests of wrong timers load it with LD_PRELOAD.
// DEVICE_CLOCK: a factor such as 0.001 or 2; "stop": the clock does not advance; "back": the clock runs backwards.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const long long nanoseconds_per_second = 1000000000LL;

static long long falsified(const char *how, long long now) {
    if (strcmp(how, "stop") == 0)
        return nanoseconds_per_second;
    if (strcmp(how, "back") == 0)
        return (1LL << 61) - now;
    return (long long)(atof(how) * (double)now);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    const char *how = getenv("DEVICE_CLOCK");
    if (result != 0 || clock != CLOCK_MONOTONIC_RAW || how == NULL)
        return result;
    long long now = falsified(how, time->tv_sec * nanoseconds_per_second + time->tv_nsec);
    time->tv_sec = now / nanoseconds_per_second;
    time->tv_nsec = now % nanoseconds_per_second;
    return result;
}
