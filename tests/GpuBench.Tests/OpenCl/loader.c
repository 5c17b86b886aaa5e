// An OpenCL loader that forwards every call to the real loader, which is linked under another name. It changes some answers as a test
// requests. It also enforces the limits that it reports: a launch or allocation beyond such a limit fails, as on a real device.
// No device announces the generic address space.
//   STANDIN_NUMBERS   0x1004=64,0x1023=16384   numbers of clGetDeviceInfo; -1 is all ones
//   STANDIN_TEXTS     0x102B=Name|0x902=Name   texts of clGetDeviceInfo and clGetPlatformInfo
//   STANDIN_ERRORS    0x100C=-30,clBuildProgram=-11,clGetPlatformIDs=-6   codes of queries and calls
//   STANDIN_GROUP     32                       CL_KERNEL_WORK_GROUP_SIZE of every kernel
//   STANDIN_PROFILING constant                 every timestamp is 3
//   STANDIN_PROFILING barriers                 every timestamp of a barrier is 0, as with NVIDIA's driver
//   STANDIN_BROKEN    platform,device          adds one before the real ones, which answers every query with an error
//   STANDIN_KERNEL    crash=matmul             effect of launches of kernels whose name contains the word: crash, hang or nothing
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef void *Handle;
enum { OutOfResources = -5, InvalidValue = -30, InvalidPlatform = -32, InvalidDevice = -33 };
enum { InvalidWorkGroupSize = -54, InvalidBufferSize = -61 };
enum { MaxGroupSize = 0x1004, MaxItemSizes = 0x1005, MaxAllocation = 0x1010, LocalMemory = 0x1023, GenericAddressSpace = 0x1069 };
enum { KernelGroupSize = 0x11B0, KernelLocalMemory = 0x11B2, KernelName = 0x1190 };

static char brokenPlatform, brokenDevice;

static void *Real(const char *name)
{
    static void *library;
    if (!library)
        library = dlopen("libOpenCR.so.1", RTLD_NOW);
    return dlsym(library, name);
}

/* The text after NAME= in a list, up to the separator. 0 if the name is absent. */
static const char *Find(const char *variable, const char *name, char separator)
{
    const char *at = getenv(variable);
    size_t length = strlen(name);
    while (at && *at) {
        if (!strncasecmp(at, name, length) && at[length] == '=')
            return at + length + 1;
        at = strchr(at, separator);
        at += at ? 1 : 0;
    }
    return 0;
}

static int Has(const char *variable, const char *word)
{
    const char *list = getenv(variable);
    return list && strstr(list, word) != 0;
}

static int ErrorOf(const char *name)
{
    const char *code = Find("STANDIN_ERRORS", name, ',');
    return code ? atoi(code) : 0;
}

static const char *NumberOf(uint32_t parameter)
{
    char name[16];
    snprintf(name, sizeof name, "0x%X", parameter);
    return Find("STANDIN_NUMBERS", name, ',');
}

static uint64_t Limit(uint32_t parameter)
{
    const char *number = NumberOf(parameter);
    return number ? strtoull(number, 0, 0) : UINT64_MAX;
}

static int Answer(const void *value, size_t length, size_t capacity, void *target, size_t *size)
{
    if (size)
        *size = length;
    if (!target)
        return 0;
    if (capacity < length)
        return InvalidValue;
    memcpy(target, value, length);
    return 0;
}

/* Returns 1 if it answered, with the code in *code. */
static int Text(uint32_t parameter, size_t capacity, void *target, size_t *size, int *code)
{
    char name[16], text[4096];
    snprintf(name, sizeof name, "0x%X", parameter);
    const char *found = Find("STANDIN_TEXTS", name, '|');
    if (!found)
        return 0;
    size_t length = strcspn(found, "|");
    snprintf(text, sizeof text, "%.*s", (int)length, found);
    *code = Answer(text, strlen(text) + 1, capacity, target, size);
    return 1;
}

int clGetDeviceInfo(Handle device, uint32_t parameter, size_t capacity, void *target, size_t *size)
{
    char name[16];
    int code;
    size_t length = 0;
    int (*real)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetDeviceInfo");
    snprintf(name, sizeof name, "0x%X", parameter);
    if (device == &brokenDevice)
        return InvalidDevice;
    if ((code = ErrorOf(name)) || Text(parameter, capacity, target, size, &code))
        return code;
    if (parameter == GenericAddressSpace) {
        uint32_t none = 0;
        return Answer(&none, sizeof none, capacity, target, size);
    }
    const char *number = NumberOf(parameter);
    if (!number || real(device, parameter, 0, 0, &length))
        return real(device, parameter, capacity, target, size);
    if (parameter == MaxItemSizes) {
        size_t sizes[3] = { strtoull(number, 0, 0), strtoull(number, 0, 0), strtoull(number, 0, 0) };
        return Answer(sizes, sizeof sizes, capacity, target, size);
    }
    uint64_t value = strtoll(number, 0, 0);
    return Answer(&value, length == 4 ? 4 : 8, capacity, target, size);
}

int clGetPlatformInfo(Handle platform, uint32_t parameter, size_t capacity, void *target, size_t *size)
{
    int code;
    int (*real)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetPlatformInfo");
    if (platform == &brokenPlatform)
        return InvalidPlatform;
    return Text(parameter, capacity, target, size, &code) ? code : real(platform, parameter, capacity, target, size);
}

int clGetPlatformIDs(uint32_t capacity, Handle *platforms, uint32_t *count)
{
    uint32_t found = 0, before = Has("STANDIN_BROKEN", "platform");
    Handle all[16];
    int (*real)(uint32_t, Handle *, uint32_t *) = Real("clGetPlatformIDs");
    int code = ErrorOf("clGetPlatformIDs");
    if (code || (code = real(16, all, &found)))
        return code;
    if (count)
        *count = found + before;
    for (uint32_t i = 0; platforms && i < capacity && i < found + before; i++)
        platforms[i] = i < before ? &brokenPlatform : all[i - before];
    return 0;
}

int clGetDeviceIDs(Handle platform, uint64_t type, uint32_t capacity, Handle *devices, uint32_t *count)
{
    uint32_t found = 0, before = Has("STANDIN_BROKEN", "device");
    Handle all[16];
    int (*real)(Handle, uint64_t, uint32_t, Handle *, uint32_t *) = Real("clGetDeviceIDs");
    int code = ErrorOf("clGetDeviceIDs");
    if (platform == &brokenPlatform)
        return OutOfResources;
    if (code || (code = real(platform, type, 16, all, &found)))
        return code;
    if (count)
        *count = found + before;
    for (uint32_t i = 0; devices && i < capacity && i < found + before; i++)
        devices[i] = i < before ? &brokenDevice : all[i - before];
    return 0;
}

// Whether the event's command was enqueued by clEnqueueBarrierWithWaitList: CL_EVENT_COMMAND_TYPE is CL_COMMAND_BARRIER.
static int IsBarrier(Handle event)
{
    int (*ask)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetEventInfo");
    uint32_t type = 0;
    return ask(event, 0x11D2, sizeof type, &type, NULL) == 0 && type == 0x1205;
}

int clGetEventProfilingInfo(Handle event, uint32_t parameter, size_t capacity, void *target, size_t *size)
{
    int (*real)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetEventProfilingInfo");
    uint64_t constant = 3, none = 0;
    int code = ErrorOf("clGetEventProfilingInfo");
    if (code)
        return code;
    if (Has("STANDIN_PROFILING", "constant"))
        return Answer(&constant, 8, capacity, target, size);
    if (Has("STANDIN_PROFILING", "barriers") && IsBarrier(event))
        return Answer(&none, 8, capacity, target, size);
    return real(event, parameter, capacity, target, size);
}

Handle clCreateBuffer(Handle context, uint64_t flags, size_t length, void *host, int *code)
{
    Handle (*real)(Handle, uint64_t, size_t, void *, int *) = Real("clCreateBuffer");
    int error = ErrorOf("clCreateBuffer");
    if (!error && length > Limit(MaxAllocation))
        error = InvalidBufferSize;
    if (!error)
        return real(context, flags, length, host, code);
    if (code)
        *code = error;
    return 0;
}

int clBuildProgram(Handle program, uint32_t count, const Handle *devices, const char *options, void *done, void *data)
{
    int (*real)(Handle, uint32_t, const Handle *, const char *, void *, void *) = Real("clBuildProgram");
    int code = ErrorOf("clBuildProgram");
    return code ? code : real(program, count, devices, options, done, data);
}

int clGetProgramBuildInfo(Handle program, Handle device, uint32_t parameter, size_t capacity, void *target, size_t *size)
{
    static const char log[] = "stand-in.cl:7:3: error: this compiler refuses everything\nstand-in.cl:9:1: note: even this\n";
    int (*real)(Handle, Handle, uint32_t, size_t, void *, size_t *) = Real("clGetProgramBuildInfo");
    if (ErrorOf("clBuildProgram") && parameter == 0x1183)
        return Answer(log, sizeof log, capacity, target, size);
    return real(program, device, parameter, capacity, target, size);
}

int clGetKernelWorkGroupInfo(Handle kernel, Handle device, uint32_t parameter, size_t capacity, void *target, size_t *size)
{
    int (*real)(Handle, Handle, uint32_t, size_t, void *, size_t *) = Real("clGetKernelWorkGroupInfo");
    const char *group = getenv("STANDIN_GROUP");
    if (parameter == KernelGroupSize && group) {
        size_t most = strtoull(group, 0, 0);
        return Answer(&most, sizeof most, capacity, target, size);
    }
    return real(kernel, device, parameter, capacity, target, size);
}

static int BreaksLimit(Handle queue, Handle kernel, uint32_t dimensions, const size_t *local)
{
    int (*queueInfo)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetCommandQueueInfo");
    int (*info)(Handle, Handle, uint32_t, size_t, void *, size_t *) = Real("clGetKernelWorkGroupInfo");
    Handle device = 0;
    uint64_t used = 0, items = 1;
    const char *group = getenv("STANDIN_GROUP");
    queueInfo(queue, 0x1091, sizeof device, &device, 0);
    for (uint32_t i = 0; local && i < dimensions; i++)
        items *= local[i];
    if (items > Limit(MaxGroupSize) || (group && items > strtoull(group, 0, 0)))
        return InvalidWorkGroupSize;
    info(kernel, device, KernelLocalMemory, sizeof used, &used, 0);
    return used > Limit(LocalMemory) ? OutOfResources : 0;
}

int clEnqueueNDRangeKernel(
    Handle queue, Handle kernel, uint32_t dimensions, const size_t *offset, const size_t *global, const size_t *local,
    uint32_t waitCount, const Handle *waits, Handle *event)
{
    int (*real)(Handle, Handle, uint32_t, const size_t *, const size_t *, const size_t *, uint32_t, const Handle *, Handle *) =
        Real("clEnqueueNDRangeKernel");
    int (*info)(Handle, uint32_t, size_t, void *, size_t *) = Real("clGetKernelInfo");
    char name[512] = "";
    const char *fault = getenv("STANDIN_KERNEL");
    int code = ErrorOf("clEnqueueNDRangeKernel");
    if (code || (code = BreaksLimit(queue, kernel, dimensions, local)))
        return code;
    info(kernel, KernelName, sizeof name, name, 0);
    const char *word = fault ? strchr(fault, '=') : 0;
    if (!word || !strstr(name, word + 1))
        return real(queue, kernel, dimensions, offset, global, local, waitCount, waits, event);
    if (!strncmp(fault, "crash", 5))
        abort();
    if (!strncmp(fault, "hang", 4))
        sleep(1000000);
    return 0;
}
