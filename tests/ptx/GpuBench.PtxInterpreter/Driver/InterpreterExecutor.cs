using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// Runs the fake driver's launches on the interpreter. Pass <see cref="Execute"/> as the executor in the options of the fake driver. It
/// keeps the reports of every launch.
/// </summary>
/// <remarks>Not thread-safe. The fake driver allows one launch at a time.</remarks>
public sealed class InterpreterExecutor(InterpreterOptions options)
{
    // All launches share it, because a module's variables keep their values between launches.
    private readonly GlobalMemory _memory = new();
    private readonly List<GlobalBuffer> _mapped = [];
    private readonly Dictionary<string, PtxModule> _modules = [];
    private readonly Dictionary<(PtxModule Module, string Entry), PtxProgram> _programs = [];
    private readonly List<InterpreterLaunch> _launches = [];

    /// <summary>
    /// Changes a module's text before it runs. Null leaves the text unchanged. Tests use it to inject faults into kernels.
    /// </summary>
    public Func<string, string>? Rewrite { get; set; }

    /// <summary>Launches in order.</summary>
    public IReadOnlyList<InterpreterLaunch> Launches => _launches;

    /// <summary>Reports of all launches.</summary>
    public IEnumerable<Report> Reports => _launches.SelectMany(launch => launch.Result.Reports);

    /// <returns>
    /// The error that a device would detect. Races and similar defects are not errors: only <see cref="Reports"/> contains them.
    /// </returns>
    /// <exception cref="PtxException">The interpreter does not support an instruction of the kernel.</exception>
    public CudaResult Execute(KernelLaunch launch, UnifiedMemory memory)
    {
        Map(memory);
        var shape = new LaunchShape(launch.Grid, launch.Block, launch.DynamicSharedBytes);
        var result = Interpreter.Run(ProgramOf(launch), _memory, shape, launch.Arguments, options);
        _launches.Add(new(launch, result));
        return ErrorOf(result);
    }

    private static CudaResult ErrorOf(LaunchResult result)
    {
        if (result.Has(ReportKind.OutOfBounds))
            return CudaResult.IllegalAddress;
        if (result.Has(ReportKind.Misaligned))
            return CudaResult.MisalignedAddress;
        if (result.Has(ReportKind.Deadlock))
            return CudaResult.LaunchTimeout;
        return result.Has(ReportKind.Trap) ? CudaResult.LaunchFailed : CudaResult.Success;
    }

    private PtxProgram ProgramOf(KernelLaunch launch)
    {
        var text = Rewrite is null ? launch.ModulePtx : Rewrite(launch.ModulePtx);
        if (!_modules.TryGetValue(text, out var module))
            _modules[text] = module = PtxModule.Parse(text);
        if (!_programs.TryGetValue((module, launch.FunctionName), out var program))
            _programs[(module, launch.FunctionName)] = program = PtxProgram.Decode(module, launch.FunctionName);
        return program;
    }

    /// <summary>Maps the current allocations for the kernel: device memory, and page-locked host memory at its own address.</summary>
    private unsafe void Map(UnifiedMemory memory)
    {
        _mapped.ForEach(buffer => _memory.Free(buffer));
        _mapped.Clear();
        foreach (var allocation in memory.Devices.SelectMany(device => device.Allocations))
            _mapped.Add(_memory.Map(
                allocation.Address, allocation.ByteCount, $"0x{allocation.Address:x}", (byte*)allocation.HostPointer, allocation.Written));
        foreach (var (address, byteCount) in memory.Host.Ranges)
            _mapped.Add(_memory.Map((ulong)address, byteCount, "page-locked host memory", (byte*)address, written: null));
    }
}
