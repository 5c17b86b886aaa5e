using System.Globalization;
using GpuBench.Ilgpu.Native;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>One device of a platform, usable or not.</summary>
/// <param name="Index">Its number among all devices of all platforms, in the loader's order; unusable devices count too.</param>
internal sealed record OpenClSlot(int Index, nint Platform, nint Device)
{
    public OpenClQuery Query => new(Device);

    public string PlatformName => OpenClQuery.PlatformText(Platform, CLPlatformInfoType.CL_PLATFORM_NAME) ?? "unnamed platform";

    /// <summary>The name in the listing; opening the device compares it.</summary>
    public string Name => Query.Text(CLDeviceInfoType.CL_DEVICE_NAME) ?? "unnamed OpenCL device";
}

/// <summary>A failed call of the device listing.</summary>
internal sealed record OpenClFault(string Reason, string Remedy);

/// <summary>Every device of every platform. A failed platform does not hide the others.</summary>
internal sealed record OpenClListing(IReadOnlyList<OpenClSlot> Devices, IReadOnlyList<OpenClFault> Faults)
{
    private const ulong AllTypes = 0xFFFFFFFF;
    private const int DeviceNotFound = -1;

    public static OpenClListing Read()
    {
        var (platforms, code) = Platforms();
        if (code != 0)
            return new([], [Fault(code, "clGetPlatformIDs", "The OpenCL loader lists no driver")]);
        List<OpenClSlot> devices = [];
        List<OpenClFault> faults = [];
        foreach (var platform in platforms)
        {
            var (found, failure) = DevicesOf(platform);
            if (failure is not (0 or DeviceNotFound))
                faults.Add(Fault(failure, "clGetDeviceIDs", $"{NameOf(platform)} lists no device"));
            // A driver with two registrations appears twice, with the same devices.
            foreach (var device in found.Where(device => !devices.Exists(slot => slot.Device == device)))
                devices.Add(new(devices.Count, platform, device));
        }
        return new(devices, faults);
    }

    private static unsafe (nint[] Platforms, int Code) Platforms()
    {
        uint count = 0;
        var code = OpenClFunctions.GetPlatformIds(0, null, &count);
        if (code != 0 || count == 0)
            return ([], code);
        var platforms = new nint[count];
        fixed (nint* first = platforms)
            code = OpenClFunctions.GetPlatformIds(count, first, &count);
        return (code == 0 ? platforms[..Math.Min(platforms.Length, (int)count)] : [], code);
    }

    private static unsafe (nint[] Devices, int Code) DevicesOf(nint platform)
    {
        uint count = 0;
        var code = OpenClFunctions.GetDeviceIds(platform, AllTypes, 0, null, &count);
        if (code != 0 || count == 0)
            return ([], code);
        var devices = new nint[count];
        fixed (nint* first = devices)
            code = OpenClFunctions.GetDeviceIds(platform, AllTypes, count, first, &count);
        return (code == 0 ? [.. devices.Take((int)count).Where(device => device != 0)] : [], code);
    }

    private static string NameOf(nint platform) => OpenClQuery.PlatformText(platform, CLPlatformInfoType.CL_PLATFORM_NAME) ?? "a platform";

    private static OpenClFault Fault(int code, string call, string what) => new(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {call} failed with {OpenClErrors.Named(code)}."),
        OpenClErrors.RemedyOf(code));
}
