using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The state of a running launch that all its blocks share.</summary>
internal sealed unsafe class Launch
{
    private readonly byte[] _arguments;

    public Launch(PtxProgram program, GlobalMemory memory, LaunchShape shape, byte[] arguments, InterpreterOptions options)
    {
        Program = program;
        Memory = memory;
        Shape = shape;
        Options = options;
        Reports = new(program.Name, options.MaxReports);
        ClusterExtent = shape.Cluster ?? program.RequiredCluster ?? new Dim3(1);
        RequireFit(arguments.Length);
        ClusterGrid = new(shape.Grid.X / ClusterExtent.X, shape.Grid.Y / ClusterExtent.Y, shape.Grid.Z / ClusterExtent.Z);

        // Kernels read the arguments through an address. So the array is pinned and has extra bytes at its end.
        _arguments = GC.AllocateArray<byte>(arguments.Length + 16, pinned: true);
        arguments.CopyTo(_arguments, 0);
        ArgumentBytes = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_arguments, 0);
        ArgumentByteCount = arguments.Length;
        Constants = [.. program.Layout.Constants.Select(constant => (constant.Register, ValueOf(constant)))];
    }

    public PtxProgram Program { get; }

    public GlobalMemory Memory { get; }

    public LaunchShape Shape { get; }

    public InterpreterOptions Options { get; }

    public ReportLog Reports { get; }

    /// <summary>Size of a cluster in blocks.</summary>
    public Dim3 ClusterExtent { get; }

    /// <summary>Size of the grid in clusters.</summary>
    public Dim3 ClusterGrid { get; }

    public byte* ArgumentBytes { get; }

    public int ArgumentByteCount { get; }

    /// <summary>The values of the read-only registers.</summary>
    public IReadOnlyList<(Register Register, ulong Value)> Constants { get; }

    public bool ChecksGlobal => Options.Checks && Options.GlobalChecks;

    public LaunchResult Run()
    {
        foreach (var buffer in Memory.Buffers)
            buffer.LastWriter = ChecksGlobal ? new int[buffer.ByteCount / sizeof(int) + 1] : null;

        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var counts = new GridRunner(this).Run();
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start);

        foreach (var buffer in Memory.Buffers)
            buffer.LastWriter = null;
        return new(Reports.Reports, counts.ToCounters(Program, elapsed));
    }

    private void RequireFit(int argumentBytes)
    {
        if (argumentBytes < Program.ParameterBytes)
            throw new ArgumentException(
                $"{Program.Name}: {argumentBytes} bytes of arguments, {Program.ParameterBytes} needed", nameof(argumentBytes));
        if (Shape.Grid.Count == 0 || Shape.Block.Count is 0 or > 1024
            || (Program.MaxThreads > 0 && Shape.Block.Count > (ulong)Program.MaxThreads))
            throw new ArgumentException($"{Program.Name}: a grid of {Shape.Grid} blocks of {Shape.Block} threads", nameof(argumentBytes));
        if (ClusterExtent.Count == 0 || Shape.Grid.X % ClusterExtent.X != 0 || Shape.Grid.Y % ClusterExtent.Y != 0
            || Shape.Grid.Z % ClusterExtent.Z != 0)
            throw new ArgumentException(
                $"{Program.Name}: a grid of {Shape.Grid} blocks in clusters of {ClusterExtent}", nameof(argumentBytes));
    }

    private ulong ValueOf(RegisterConstant constant)
    {
        if (constant.Variable is { } variable)
            return Memory.Of(variable).Address;
        return constant.IsBehindStaticShared ? (ulong)(AddressWindows.FirstSharedAddress + Program.StaticSharedBytes) : constant.Bits;
    }
}
