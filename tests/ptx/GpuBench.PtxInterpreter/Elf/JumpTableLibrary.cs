using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Elf;

/// <summary>
/// A native library of this process whose exported functions are managed methods. It stays loaded until the process ends, because its
/// callers keep pointers into it.
/// </summary>
public sealed class JumpTableLibrary
{
    private JumpTableLibrary(string path, nint handle)
    {
        Path = path;
        Handle = handle;
    }

    /// <summary>
    /// Null if the platform can load such libraries. The stubs are x86-64 code of the System V calling convention, in an ELF file.
    /// </summary>
    public static string? RefusalReason => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? null
        : $"the stand-ins are libraries for Linux on x86-64, and this is {RuntimeInformation.RuntimeIdentifier}";

    /// <summary>Path of the loaded file. Other code of the process may load it again by this path.</summary>
    public string Path { get; }

    public nint Handle { get; }

    /// <summary>Writes <paramref name="fileName"/> into a new temporary directory and loads it.</summary>
    /// <param name="entryPointRooms">
    /// Classes whose static <see cref="UnmanagedCallersOnlyAttribute"/> methods are exported, each under its own name.
    /// </param>
    /// <exception cref="PlatformNotSupportedException">See <see cref="RefusalReason"/>.</exception>
    public static JumpTableLibrary Load(string fileName, params IReadOnlyList<Type> entryPointRooms)
    {
        if (RefusalReason is { } reason)
            throw new PlatformNotSupportedException(reason);

        var methods = entryPointRooms
            .SelectMany(room => room.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false))
            .ToArray();
        var path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("gpubench-").FullName, fileName);
        File.WriteAllBytes(path, JumpTableImage.Build(fileName, [.. methods.Select(method => method.Name)]));

        var handle = NativeLibrary.Load(path);
        FillSlots(NativeLibrary.GetExport(handle, JumpTableImage.SlotTableName), methods);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(System.IO.Path.GetDirectoryName(path)!, recursive: true);
        return new(path, handle);
    }

    private static unsafe void FillSlots(nint table, MethodInfo[] methods)
    {
        var slots = (nint*)table;
        for (var i = 0; i < methods.Length; i++)
            slots[i] = methods[i].MethodHandle.GetFunctionPointer();
    }
}
