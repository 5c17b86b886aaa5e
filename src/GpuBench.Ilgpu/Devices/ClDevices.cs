using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using GpuBench.Ilgpu.Native;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Creates ILGPU's device objects, also for drivers that ILGPU refuses.</summary>
internal static class ClDevices
{
    /// <summary>
    /// ILGPU's constructor makes about twenty queries and fails at the first without an answer. This method completes such a device:
    /// a missing answer is unknown. If ILGPU needs a number, it is the minimum that OpenCL guarantees.
    /// </summary>
    public static CLDevice Create(OpenClSlot slot)
    {
        var device = (CLDevice)RuntimeHelpers.GetUninitializedObject(typeof(CLDevice));
        var constructor = typeof(CLDevice).GetConstructor([typeof(nint), typeof(nint)])!;
        try
        {
            constructor.Invoke(device, [slot.Platform, slot.Device]);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is CLException or OverflowException)
        {
            Complete(device, slot);
        }
        return device;
    }

    /// <summary>
    /// Sets the flag without which ILGPU opens no device. Our kernels do not need the feature: none converts pointers between
    /// address spaces. ILGPU has no public setter.
    /// </summary>
    public static void AllowGenericAddressSpace(CLDevice device) =>
        Set(device.Capabilities, nameof(CLCapabilityContext.GenericAddressSpace), true);

    private static void Complete(CLDevice device, OpenClSlot slot)
    {
        var query = slot.Query;
        var groupSize = (int)Math.Min(query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_WORK_GROUP_SIZE) ?? 1, int.MaxValue);
        Set(device, nameof(CLDevice.PlatformName), slot.PlatformName);
        Set(device, nameof(CLDevice.PlatformVersion), PlatformVersion(slot.Platform));
        Set(device, nameof(CLDevice.VendorName), OpenClQuery.PlatformText(slot.Platform, CLPlatformInfoType.CL_PLATFORM_VENDOR) ?? "");
        Set(device, nameof(CLDevice.Vendor), CLDeviceVendor.Other);
        Set(device, nameof(CLDevice.Name), slot.Name);
        Set(device, nameof(CLDevice.DeviceType), (CLDeviceType)(int)(query.Positive(CLDeviceInfoType.CL_DEVICE_TYPE) ?? 0));
        Set(device, nameof(CLDevice.DeviceVersion), DeviceVersion(query));
        Set(device, nameof(CLDevice.NumMultiprocessors), (int)(query.Positive(CLDeviceInfoType.CL_DEVICE_MAX_COMPUTE_UNITS) ?? 1));
        Set(device, nameof(CLDevice.MaxGridSize), new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue));
        Set(device, nameof(CLDevice.MaxNumThreadsPerGroup), groupSize);
        Set(device, nameof(CLDevice.MaxNumThreadsPerMultiprocessor), groupSize);
        Set(device, nameof(CLDevice.MaxGroupSize), GroupSize(query, groupSize));
        Set(device, nameof(CLDevice.MemorySize), query.Bytes(CLDeviceInfoType.CL_DEVICE_GLOBAL_MEM_SIZE) ?? 0);
        var sharedBytes = query.Bytes(CLDeviceInfoType.CL_DEVICE_LOCAL_MEM_SIZE) ?? 0;
        Set(device, nameof(CLDevice.MaxSharedMemoryPerGroup), (int)Math.Min(sharedBytes, int.MaxValue));
        Set(device, nameof(CLDevice.CVersion), CVersion(query));
        CompleteCapabilities(device, query);
    }

    private static void CompleteCapabilities(CLDevice device, OpenClQuery query)
    {
        var extensions = (query.Text(CLDeviceInfoType.CL_DEVICE_EXTENSIONS) ?? "").ToLowerInvariant().Split(' ');
        var field = typeof(CLDevice).GetField("extensionSet", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var set = (HashSet<string>)field.GetValue(device)!;
        set.UnionWith(extensions);
        Set(device, nameof(CLDevice.Extensions), set.ToImmutableArray());
        var capabilities = typeof(CLCapabilityContext)
            .GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [typeof(CLDevice)])!.Invoke([device]);
        Set(device, nameof(CLDevice.Capabilities), capabilities);
        Set(capabilities, nameof(CLCapabilityContext.GenericAddressSpace), AnnouncesGenericAddressSpace(device, query));
    }

    /// <summary>Required in OpenCL 2, optional in OpenCL 3.</summary>
    private static bool AnnouncesGenericAddressSpace(CLDevice device, OpenClQuery query) =>
        device.DeviceVersion >= CLDeviceVersion.CL20
        && (device.DeviceVersion < CLDeviceVersion.CL30 || query.Flag(CLDeviceInfoType.CL_DEVICE_GENERIC_ADDRESS_SPACE_SUPPORT) == true);

    private static Index3D GroupSize(OpenClQuery query, int groupSize) =>
        query.Sizes(CLDeviceInfoType.CL_DEVICE_MAX_WORK_ITEM_SIZES) is [var x, var y, var z, ..]
            ? new((int)x, (int)y, (int)z)
            : new(groupSize, 1, 1);

    private static CLPlatformVersion PlatformVersion(nint platform) =>
        CLPlatformVersion.TryParse(OpenClQuery.PlatformText(platform, CLPlatformInfoType.CL_PLATFORM_VERSION) ?? "", out var version)
            ? version
            : CLPlatformVersion.CL10;

    private static CLDeviceVersion DeviceVersion(OpenClQuery query) =>
        CLDeviceVersion.TryParse(query.Text(CLDeviceInfoType.CL_DEVICE_VERSION) ?? "", out var version) ? version : CLDeviceVersion.CL10;

    private static CLCVersion CVersion(OpenClQuery query) =>
        CLCVersion.TryParse(query.Text(CLDeviceInfoType.CL_DEVICE_OPENCL_C_VERSION) ?? "", out var version) ? version : CLCVersion.CL10;

    private static void Set(object target, string property, object value)
    {
        for (var type = target.GetType(); type is not null; type = type.BaseType)
        {
            var declared = type.GetProperty(
                property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (declared?.SetMethod is not { } setter)
                continue;
            setter.Invoke(target, [value]);
            return;
        }
        throw new MissingMemberException(target.GetType().Name, property);
    }
}
