using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>Runs cases on the interpreter, with all checks.</summary>
public sealed class InterpreterRunner : ICaseRunner
{
    public CaseOutcome Run(ConformanceCase testCase)
    {
        try
        {
            return Execute(testCase);
        }
        catch (PtxException refused)
        {
            return CaseOutcome.Failed(refused.Message);
        }
        catch (Exception defect) when (defect is ArithmeticException or ArgumentException or IndexOutOfRangeException
            or InvalidOperationException or NullReferenceException or NotImplementedException)
        {
            // The interpreter is under test. A defect in one case must not prevent the other cases from running.
            return CaseOutcome.Failed("the machine broke down: " + defect.Message);
        }
    }

    private static CaseOutcome Execute(ConformanceCase testCase)
    {
        var program = PtxProgram.Decode(PtxModule.Parse(testCase.Ptx), ConformanceCase.EntryName);
        var memory = new GlobalMemory();
        var buffers = new Dictionary<string, GlobalBuffer>(StringComparer.Ordinal);
        foreach (var argument in testCase.Arguments)
        {
            if (argument is InputBuffer input)
                buffers.Add(input.Name, memory.Allocate(input.Bytes, input.Name));
            if (argument is OutputBuffer output)
                buffers.Add(
                    output.Name,
                    output.Initial is { } initial
                        ? memory.Allocate(initial, output.Name)
                        : memory.Allocate((long)output.Expected.TotalBytes, output.Name));
        }

        var arguments = new KernelArguments(program);
        foreach (var argument in testCase.Arguments)
            Add(arguments, argument, buffers);

        var size = testCase.Size;
        Dim3? cluster = size.ClusterBlocks > 1 ? new Dim3((uint)size.ClusterBlocks, 1, 1) : null;
        var result = Interpreter.Run(
            program, memory, new(new((uint)size.Blocks, 1, 1), new((uint)size.Threads, 1, 1), size.DynamicSharedBytes, cluster), arguments);
        return result.IsClean
            ? CaseOutcome.Completed(testCase.Arguments.OfType<OutputBuffer>()
                .ToDictionary(o => o.Name, o => memory.Read<byte>(buffers[o.Name]), StringComparer.Ordinal))
            : CaseOutcome.Failed(string.Join("; ", result.Reports.Take(3)));
    }

    private static void Add(KernelArguments arguments, CaseArgument argument, Dictionary<string, GlobalBuffer> buffers)
    {
        if (argument is TensorMapArgument map)
            arguments.TensorMap(new(
                buffers[map.Buffer].Address, map.ElementBytes, map.Dimensions, map.StrideBytes, map.Box, (TensorMapSwizzle)map.Swizzle));
        else
            arguments.Pointer(buffers[argument.Name]);
    }
}
