using System.Globalization;
using System.Text;
using GpuBench.Driver.Tests.Kernels;
using GpuBench.Kernels;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Tests.Attention;
using GpuBench.Kernels.Tests.MatMul;
using GpuBench.Kernels.Tests.Storage;
using GpuBench.PtxMachine;
using GpuBench.PtxMachine.Program;

namespace GpuBench.Driver.Tests;

/// <summary>What each kernel asks of a GPU, counted on the machine: kernels/PERFORMANCE-MODEL.md says so, and changes only together with a kernel.</summary>
[Collection(StandInTests.Name)]
public sealed class PerformanceModelTests(StandInFixture fixture, PerformanceModelTests.Once once) : IClassFixture<PerformanceModelTests.Once>
{
    private const string MachineCodeHeader =
        "| kernel | architecture | registers | shared bytes | FFMA | matrix | LDSM | LDGSTS | LDS.128 | LDS | LDG.128 | LDG | BAR |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    private static readonly MachineOptions Options = new() { Profile = true };

    [LinuxX64Fact]
    public void The_counts_of_each_kernel_are_those_of_the_table()
    {
        var table = new StringBuilder(
            "| kernel | shape | warp instructions | matrix | arithmetic | integer | control | shared passes / request | bank conflicts | global sectors / request | bytes asked for / needed |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var kernel in Kernels())
            table.Append(kernel.Counts).Append('\n');
        RequireTable("counts", table.ToString());
    }

    [PtxasFact]
    public void No_kernel_spills_and_its_machine_code_is_that_of_the_table()
    {
        var table = new StringBuilder(MachineCodeHeader);
        foreach (var row in Kernels().AsParallel().AsOrdered().Select(MachineCodeRows))
            table.Append(row);
        RequireTable("machine code", table.ToString());
    }

    private IReadOnlyList<CountedKernel> Kernels() => once.Kernels ??= [.. MatMuls(), .. Attentions(), .. Streams()];

    private static string MachineCodeRows(CountedKernel kernel) => string.Concat(Ptxas.Architectures(kernel.Ptx).Select(architecture =>
    {
        var assembled = Ptxas.Assemble(kernel.Ptx, architecture);
        var code = assembled.Code;
        Assert.Equal((0, 0, 0, 0), (assembled.StackBytes, assembled.SpillBytes, code.Count("LDL"), code.Count("STL")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{kernel.Name}` | {architecture} | {assembled.Registers} | {assembled.SharedBytes} | {code.Count("FFMA")} | {code.MatrixCount} | {code.Count("LDSM")} | {code.Count("LDGSTS")} | {code.Count("LDS", "128")} | {code.Count("LDS")} | {code.Count("LDG", "128")} | {code.Count("LDG")} | {code.Count("BAR")} |\n");
    }));

    private static void RequireTable(string name, string table)
    {
        var path = Path.Combine(RepositoryRoot(), "kernels", "PERFORMANCE-MODEL.md");
        var text = File.ReadAllText(path);
        var begin = $"<!-- {name}: written by PerformanceModelTests with GPUBENCH_WRITE_DOCS=1 -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + table + text[to..]);
        else
            Assert.Equal(table, text[from..to]);
    }

    private IEnumerable<CountedKernel> MatMuls()
    {
        foreach (var (kernel, variant) in MatMulMachineCases.All)
        {
            var shape = MatMulMachineCases.Served(kernel, variant, [new(128, 128, 64), new(8, 128, 512)])[0];
            yield return Row($"matmul/{kernel.Name}/{variant}", $"{shape.M} x {shape.N} x {shape.K}", (shape.M * shape.K + shape.K * shape.N) * BytesOf(variant.Types.Input) + shape.M * shape.N * BytesOf(variant.Types.Output), session =>
                MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, shape, kernel.Name));
        }
    }

    private IEnumerable<CountedKernel> Attentions()
    {
        AttentionShape shape = new(1, 1, 1, 64, 64, 64, false);
        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var storage in (StorageType[])[StorageType.Fp32, StorageType.Fp16])
            {
                yield return Row($"attention/{kernel.Name}/{storage.ToString().ToLowerInvariant()}", $"1 head, {shape.T} x {shape.S} x {shape.D}", 4 * shape.T * shape.D * BytesOf(storage), session =>
                    AttentionCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, storage), storage, shape, kernel.Name));
            }
        }
    }

    private IEnumerable<CountedKernel> Streams()
    {
        const int count = 1 << 14;
        foreach (var kernel in StreamKernels.All.Where(kernel => kernel.Operation is StreamOperation.Copy or StreamOperation.Triad or StreamOperation.Dot))
        {
            var arrays = kernel.Operation == StreamOperation.Triad ? 3 : 2;
            yield return Row($"stream/{kernel.Operation.ToString().ToLowerInvariant()}-{kernel.Name}/fp32", $"{count} elements", arrays * count * sizeof(float), session => MemoryMachineTests.CheckStream(session, kernel, count));
        }
    }

    private CountedKernel Row(string kernel, string shape, long neededBytes, Action<MachineSession> run)
    {
        using var session = new MachineSession(fixture, Options);
        run(session);
        session.AssertClean();
        var counters = session.Executor.Launches[^1].Result.Counters;
        long Executions(params InstructionClass[] classes) => counters.Instructions.Where(i => classes.Contains(i.Class)).Sum(i => i.WarpExecutions);
        var global = counters.Instructions.Where(i => i.Class is InstructionClass.Global or InstructionClass.AsyncCopy).ToList();
        var shared = counters.Instructions.Where(i => i.Class == InstructionClass.Shared).ToList();
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"| `{kernel}` | {shape} | {counters.WarpInstructions} | {Executions(InstructionClass.Matrix)} | {Executions(InstructionClass.Float)} | {Executions(InstructionClass.Integer, InstructionClass.Move)} | {Executions(InstructionClass.Control, InstructionClass.Synchronization)} | {PerRequest(shared.Sum(i => i.SharedPasses), shared)} | {shared.Sum(i => i.BankConflicts)} | {PerRequest(global.Sum(i => i.Sectors), global)} | {(double)global.Sum(i => i.Bytes) / neededBytes:F2} |");
        return new(kernel, counts, session.Executor.Launches[^1].Launch.ModulePtx);
    }

    private static string PerRequest(long count, IReadOnlyList<InstructionCounters> instructions)
    {
        var requests = instructions.Sum(i => i.Requests);
        return requests == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{(double)count / requests:F2}");
    }

    private static int BytesOf(StorageType storage) => HostElement.BitCount(storage) / 8;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GpuBench.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("not below the repository");
    }

    /// <summary>Both tables need every kernel run, which is most of their time.</summary>
    public sealed class Once
    {
        internal IReadOnlyList<CountedKernel>? Kernels { get; set; }
    }

    /// <param name="Counts">Its row of the table.</param>
    internal sealed record CountedKernel(string Name, string Counts, string Ptx);
}
