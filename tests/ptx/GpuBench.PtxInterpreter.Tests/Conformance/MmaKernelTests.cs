using System.Text.RegularExpressions;
using GpuBench.PtxInterpreter.Calibration.Rates;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>The kernels that measure the highest rate of mma.sync.</summary>
public sealed partial class MmaKernelTests
{
    public static TheoryData<string> Names => [.. MmaKernel.All.Select(kernel => kernel.Name)];

    /// <summary>The assembler computes equal products once. The rate would then be too high.</summary>
    [Theory, MemberData(nameof(Names))]
    public void No_two_instructions_of_an_iteration_multiply_the_same_operands(string name)
    {
        var operands = Products().Matches(Kernel(name).Ptx()).Select(match => match.Groups["operands"].Value).ToArray();

        Assert.Equal(8, operands.Length);
        Assert.Equal(operands.Length, operands.Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void Threads_have_different_operands_that_are_normal_numbers(string name)
    {
        var sums = Run(Kernel(name), iterations: 1);

        Assert.True(sums.Distinct().Count() > sums.Length / 2, $"{sums.Distinct().Count()} of {sums.Length} sums differ");
        if (!Kernel(name).HasIntegerSums)
            Assert.All(sums, sum => Assert.InRange(Math.Abs(BitConverter.UInt32BitsToSingle(sum)), 0f, 32 * 32 * 4f));
    }

    private static MmaKernel Kernel(string name) => MmaKernel.All.Single(kernel => kernel.Name == name);

    private static uint[] Run(MmaKernel kernel, int iterations)
    {
        const int threads = MmaKernel.WarpsPerBlock * 32;
        var program = PtxProgram.Decode(PtxModule.Parse(kernel.Ptx()), MmaKernel.EntryName);
        var memory = new GlobalMemory();
        var sink = memory.Allocate(threads * sizeof(uint), "sums");
        var arguments = new KernelArguments(program);
        arguments.Pointer(sink);
        arguments.Scalar(iterations);
        var result = Interpreter.Run(program, memory, new(new(1, 1, 1), new(threads, 1, 1), 0, null), arguments);
        Assert.True(result.IsClean, string.Join("; ", result.Reports));
        return memory.Read<uint>(sink);
    }

    [GeneratedRegex(
        @"mma\.sync\S* \{[^}]*\}, (?<operands>\{[^}]*\}, \{[^}]*\})",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Products();
}
