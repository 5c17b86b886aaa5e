using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Native;

/// <summary>Queries a driver about one device. A refused query or an implausible answer gives null, never an error.</summary>
internal readonly unsafe record struct OpenClQuery(nint Device)
{
    private const int MaxTextBytes = 1 << 16;

    /// <summary>More than any device has. For an unknown size, drivers write all ones, or the maximum of the signed type.</summary>
    private const ulong MaxBytes = 1UL << 50;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>One line of printable text; null if it is empty or not reported.</summary>
    public string? Text(CLDeviceInfoType parameter)
    {
        var device = Device;
        return ReadText(
            (capacity, value, size) => OpenClFunctions.GetDeviceInfo(device, (uint)parameter, capacity, (void*)value, (nuint*)size));
    }

    public static string? PlatformText(nint platform, CLPlatformInfoType parameter) => ReadText(
        (capacity, value, size) => OpenClFunctions.GetPlatformInfo(platform, (uint)parameter, capacity, (void*)value, (nuint*)size));

    /// <summary>A number of 32 or 64 bits above 0; null if it is 0, all ones or not reported.</summary>
    public long? Positive(CLDeviceInfoType parameter) => Raw(parameter) is > 0 and <= long.MaxValue and var value ? (long)value : null;

    /// <summary>A size in bytes that memory can have; null otherwise.</summary>
    public long? Bytes(CLDeviceInfoType parameter) => Raw(parameter) is > 0 and <= MaxBytes and var value ? (long)value : null;

    /// <summary>Null: not reported.</summary>
    public bool? Flag(CLDeviceInfoType parameter) => Raw(parameter) is { } value ? value != 0 : null;

    /// <summary>One size per dimension; null if not reported.</summary>
    public IReadOnlyList<long>? Sizes(CLDeviceInfoType parameter)
    {
        var sizes = stackalloc nuint[16];
        nuint byteCount = 0;
        if (OpenClFunctions.GetDeviceInfo(Device, (uint)parameter, 16 * (nuint)sizeof(nuint), sizes, &byteCount) != 0)
            return null;
        var reported = new long[Math.Min(16, (int)byteCount / sizeof(nuint))];
        for (var i = 0; i < reported.Length; i++)
            reported[i] = (long)Math.Min(sizes[i], int.MaxValue);
        return reported;
    }

    private ulong? Raw(CLDeviceInfoType parameter)
    {
        Span<byte> bytes = stackalloc byte[8];
        nuint size = 0;
        fixed (byte* value = bytes)
        {
            if (OpenClFunctions.GetDeviceInfo(Device, (uint)parameter, 8, value, &size) != 0)
                return null;
        }

        var number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return number == (size == 4 ? uint.MaxValue : ulong.MaxValue) ? null : number;
    }

    private delegate int TextQuery(nuint capacity, nint value, nint size);

    private static string? ReadText(TextQuery query)
    {
        nuint size = 0;
        if (query(0, 0, (nint)(&size)) != 0 || size is < 1 or > MaxTextBytes)
            return null;
        var bytes = new byte[size];
        fixed (byte* value = bytes)
        {
            if (query(size, (nint)value, 0) != 0)
                return null;
        }

        var end = Array.IndexOf(bytes, (byte)0);
        var text = Plain(Decode(bytes.AsSpan(0, end < 0 ? bytes.Length : end)));
        return text.Length == 0 ? null : text;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Replaces control characters, which could move a terminal's cursor.</summary>
    private static string Plain(string text) => new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
}

/// <summary>
/// The calls of the OpenCL loader that list devices and take times. ILGPU's own listing stops at the first error, drops its code and loses
/// the remaining devices. Call <see cref="NativeLibraries.Install"/> first.
/// </summary>
internal static unsafe partial class OpenClFunctions
{
    [LibraryImport("OpenCL", EntryPoint = "clGetPlatformIDs")]
    public static partial int GetPlatformIds(uint capacity, nint* platforms, uint* count);

    [LibraryImport("OpenCL", EntryPoint = "clGetPlatformInfo")]
    public static partial int GetPlatformInfo(nint platform, uint parameter, nuint capacity, void* value, nuint* size);

    [LibraryImport("OpenCL", EntryPoint = "clGetDeviceIDs")]
    public static partial int GetDeviceIds(nint platform, ulong type, uint capacity, nint* devices, uint* count);

    [LibraryImport("OpenCL", EntryPoint = "clGetDeviceInfo")]
    public static partial int GetDeviceInfo(nint device, uint parameter, nuint capacity, void* value, nuint* size);

    [LibraryImport("OpenCL", EntryPoint = "clEnqueueMarkerWithWaitList")]
    public static partial int EnqueueMarker(nint queue, uint eventCount, nint* events, nint* marker);

    [LibraryImport("OpenCL", EntryPoint = "clWaitForEvents")]
    public static partial int WaitForEvents(uint eventCount, nint* events);

    [LibraryImport("OpenCL", EntryPoint = "clGetEventProfilingInfo")]
    public static partial int GetEventProfilingInfo(nint @event, uint parameter, nuint capacity, void* value, nuint* size);

    [LibraryImport("OpenCL", EntryPoint = "clReleaseEvent")]
    public static partial int ReleaseEvent(nint @event);
}
