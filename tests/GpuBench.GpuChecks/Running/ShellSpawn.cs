using System.Runtime.InteropServices;

namespace GpuBench.GpuChecks.Running;

/// <summary>The arguments of one <c>posix_spawn</c>: a new session, no input, both outputs into a file.</summary>
internal sealed unsafe class ShellSpawn : IDisposable
{
    // Larger than either structure of any C library for Linux.
    private const int StructureBytes = 1024;
    private const short SetSignalDefaults = 0x04, SetSession = 0x80;

    private readonly nint[] _arguments;
    private readonly nint[] _environment;
    private readonly void* _actions = NativeMemory.AllocZeroed(StructureBytes);
    private readonly void* _attributes = NativeMemory.AllocZeroed(StructureBytes);

    public ShellSpawn(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        _arguments = [.. arguments.Select(Marshal.StringToCoTaskMemUTF8), 0];
        _environment = [.. environment.Select(pair => Marshal.StringToCoTaskMemUTF8($"{pair.Key}={pair.Value}")), 0];
        Check("posix_spawn_file_actions_init", NativeMethods.InitializeActions(_actions));
        Check("posix_spawnattr_init", NativeMethods.InitializeAttributes(_attributes));
        Check("posix_spawn_file_actions_addopen", NativeMethods.AddOpen(_actions, 0, "/dev/null", NativeMethods.ReadOnly, 0));
        Check(
            "posix_spawn_file_actions_addopen",
            NativeMethods.AddOpen(_actions, 1, log, NativeMethods.WriteNewFile, Convert.ToInt32("644", 8)));
        Check("posix_spawn_file_actions_adddup2", NativeMethods.AddDuplicate(_actions, 1, 2));
        // The runtime ignores SIGPIPE, and an ignored signal stays ignored in a child.
        var signals = stackalloc byte[StructureBytes];
        new Span<byte>(signals, StructureBytes).Fill(0xff);
        Check("posix_spawnattr_setsigdefault", NativeMethods.SetSignalDefaults(_attributes, signals));
        Check("posix_spawnattr_setflags", NativeMethods.SetFlags(_attributes, SetSignalDefaults | SetSession));
    }

    /// <returns>The process id. The process leads its own session and group.</returns>
    public int Start()
    {
        fixed (nint* arguments = _arguments, environment = _environment)
        {
            Check("posix_spawn /bin/sh", NativeMethods.Spawn(out var process, "/bin/sh", _actions, _attributes, arguments, environment));
            return process;
        }
    }

    public void Dispose()
    {
        foreach (var text in _arguments.Concat(_environment))
            Marshal.FreeCoTaskMem(text);
        _ = NativeMethods.DestroyActions(_actions);
        _ = NativeMethods.DestroyAttributes(_attributes);
        NativeMemory.Free(_actions);
        NativeMemory.Free(_attributes);
    }

    private static void Check(string call, int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"{call} failed: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
