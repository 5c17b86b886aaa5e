using System.Diagnostics;
using System.Globalization;
using GpuBench.PtxInterpreter.Calibration.Driver;

namespace GpuBench.PtxInterpreter.Calibration.Rates;

/// <summary>The highest rate of <c>mma.sync</c> on the first GPU, with one line for each number type.</summary>
internal static unsafe class MmaRate
{
    private const int BlocksPerMultiprocessor = 2;
    private const int FirstIterations = 16;
    private const int MaxIterations = 1 << 24;
    private const int Repetitions = 5;

    /// <param name="minSeconds">The minimum time of a timed launch. Compared with it, the host's overhead is small.</param>
    public static void Run(CudaDevice device, double minSeconds, TextWriter output)
    {
        var blocks = BlocksPerMultiprocessor * device.MultiprocessorCount;
        using var sink = new CudaBuffer(blocks * MmaKernel.WarpsPerBlock * 32 * sizeof(int), initial: null);
        foreach (var kernel in MmaKernel.All)
        {
            var perSecond = OperationsPerSecond(kernel, blocks, sink.Address, minSeconds);
            var unit = kernel.HasIntegerSums ? "TOP/s" : "TFLOP/s";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"mma.sync {kernel.Name}, registers only: {perSecond / 1e12:G4} {unit}"));
        }
    }

    private static double OperationsPerSecond(MmaKernel kernel, int blocks, ulong to, double minSeconds)
    {
        using var module = new CudaModule(kernel.Ptx(), MmaKernel.EntryName);
        var iterations = FirstIterations;
        while (Seconds(module.Entry, blocks, to, iterations) < minSeconds && iterations < MaxIterations)
            iterations *= 2;
        var best = Enumerable.Range(0, Repetitions).Min(_ => Seconds(module.Entry, blocks, to, iterations));
        return (double)kernel.OperationsPerIteration * iterations * blocks * MmaKernel.WarpsPerBlock / best;
    }

    private static double Seconds(nint entry, int blocks, ulong to, int iterations)
    {
        var parameters = stackalloc void*[] { &to, &iterations };
        var start = Stopwatch.GetTimestamp();
        CudaException.Check(
            nameof(CudaApi.cuLaunchKernel),
            CudaApi.cuLaunchKernel(entry, (uint)blocks, 1, 1, MmaKernel.WarpsPerBlock * 32, 1, 1, 0, 0, parameters, null));
        CudaException.Check(nameof(CudaApi.cuStreamSynchronize), CudaApi.cuStreamSynchronize(0));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
