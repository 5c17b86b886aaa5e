using System.Collections.Concurrent;
using System.Globalization;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.Driver.Tests;

/// <summary>Runs every kernel once on the interpreter, counts its instructions, and assembles it. All tests share the results.</summary>
public sealed class InstructionCounts
{
    private static readonly InterpreterOptions Options = new() { Profile = true };

    private readonly ConcurrentDictionary<(string Kernel, string Architecture), AssembledKernel> _assembled = [];
    private IReadOnlyList<CountedKernel>? _kernels;

    internal IReadOnlyList<CountedKernel> Kernels(FakeDriverFixture fixture) =>
        _kernels ??= [.. MatMuls(fixture), .. Attentions(fixture), .. Streams(fixture)];

    internal AssembledKernel Assembled(CountedKernel kernel, string architecture) =>
        _assembled.GetOrAdd((kernel.Name, architecture), _ => Ptxas.Assemble(kernel.Ptx, architecture));

    private static IEnumerable<CountedKernel> MatMuls(FakeDriverFixture fixture)
    {
        foreach (var (kernel, variant) in MatMulInterpreterCases.All)
        {
            var shape = MatMulInterpreterCases.Served(kernel, variant, [new(128, 128, 64), new(128, 128, 128), new(8, 128, 512)])[0];
            var neededBytes = (shape.M * shape.K + shape.K * shape.N) * BytesOf(variant.Types.Input)
                + shape.M * shape.N * BytesOf(variant.Types.Output) + BytesOfScales(variant, shape);
            yield return Count(
                fixture, $"matmul/{kernel.Name}/{variant}", $"{shape.M} x {shape.N} x {shape.K}", neededBytes,
                session => MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, shape, kernel.Name));
        }
    }

    private static IEnumerable<CountedKernel> Attentions(FakeDriverFixture fixture)
    {
        AttentionSize shape = new(1, 1, 1, 64, 64, 64, false);
        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var storage in (StorageType[])[StorageType.Fp32, StorageType.Fp16])
            {
                yield return Count(
                    fixture, $"attention/{kernel.Name}/{storage.ToString().ToLowerInvariant()}",
                    $"1 head, {shape.T} x {shape.S} x {shape.D}", 4 * shape.T * shape.D * BytesOf(storage),
                    session => AttentionCheck.Run(
                        session.Accelerator, kernel.Load(session.Accelerator, storage), storage, shape, kernel.Name));
            }
        }
    }

    private static IEnumerable<CountedKernel> Streams(FakeDriverFixture fixture)
    {
        const int count = 1 << 14;
        foreach (var kernel in StreamKernels.All
            .Where(kernel => kernel.Operation is StreamOperation.Copy or StreamOperation.Triad or StreamOperation.Dot))
        {
            var arrays = kernel.Operation == StreamOperation.Triad ? 3 : 2;
            yield return Count(
                fixture,
                $"stream/{kernel.Operation.ToString().ToLowerInvariant()}-{kernel.Name}/fp32",
                $"{count} elements", arrays * count * sizeof(float),
                session => MemoryCheck.RunStream(session.Accelerator, kernel, count));
        }
    }

    private static CountedKernel Count(
        FakeDriverFixture fixture, string kernel, string shape, long neededBytes, Action<InterpreterSession> run)
    {
        using var session = new InterpreterSession(fixture, Options);
        run(session);
        session.AssertClean();
        var counters = session.Executor.Launches[^1].Result.Counters;
        long Executions(params InstructionClass[] classes) =>
            counters.Instructions.Where(i => classes.Contains(i.Class)).Sum(i => i.WarpExecutions);
        var global = counters.Instructions.Where(i => i.Class is InstructionClass.Global or InstructionClass.AsyncCopy).ToList();
        var shared = counters.Instructions.Where(i => i.Class == InstructionClass.Shared).ToList();
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"| `{kernel}` | {shape} | {counters.WarpInstructions} | {Executions(InstructionClass.Matrix)} "
            + $"| {Executions(InstructionClass.Float)} | {Executions(InstructionClass.Integer, InstructionClass.Move)} "
            + $"| {Executions(InstructionClass.Control, InstructionClass.Synchronization)} "
            + $"| {PerRequest(shared.Sum(i => i.SharedPasses), shared)} | {shared.Sum(i => i.BankConflicts)} "
            + $"| {PerRequest(global.Sum(i => i.Sectors), global)} | {(double)global.Sum(i => i.Bytes) / neededBytes:F2} |");
        return new(kernel, counts, session.Executor.Launches[^1].Launch.ModulePtx);
    }

    private static string PerRequest(long count, IReadOnlyList<InstructionCounters> instructions)
    {
        var requests = instructions.Sum(i => i.Requests);
        return requests == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{(double)count / requests:F2}");
    }

    private static int BytesOfScales(MatMulVariant variant, MatMulSize shape) =>
        variant.Scaling == MatMulScaling.None ? 0 : (shape.M + (shape.N + 127) / 128) * (shape.K / 128) * sizeof(float);

    private static int BytesOf(StorageType storage) => HostElement.BitCount(storage) / 8;
}
