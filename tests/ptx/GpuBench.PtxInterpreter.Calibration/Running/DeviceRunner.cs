using System.Diagnostics;
using GpuBench.PtxInterpreter.Calibration.Driver;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>
/// Runs cases on a GPU through the driver's interface. A kernel that hangs cannot be stopped, and after some faults the driver accepts no
/// further calls of the process. Then no further case runs.
/// </summary>
internal sealed class DeviceRunner(CudaDevice device) : ICaseRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A kernel still runs. Freeing any resource would wait for it.
    private bool _hangs;

    /// <summary>Whether no further case can run in this process.</summary>
    public bool IsLost { get; private set; }

    public CaseOutcome Run(ConformanceCase testCase)
    {
        if (IsLost)
            return CaseOutcome.NotRun("an earlier case made the GPU unusable for this process");
        if (!testCase.Target.RunsOn(device.Major, device.Minor))
            return CaseOutcome.NotRun($"needs {testCase.Target.Name()}");
        try
        {
            return Execute(testCase);
        }
        catch (CudaException failure)
        {
            IsLost = _hangs || !device.TryRenew();
            return CaseOutcome.Failed(failure.Message);
        }
        catch (EntryPointNotFoundException missing)
        {
            return CaseOutcome.Failed("the driver is too old: " + missing.Message);
        }
    }

    private CaseOutcome Execute(ConformanceCase testCase)
    {
        var module = new CudaModule(testCase.Ptx, ConformanceCase.EntryName);
        var buffers = new Dictionary<string, CudaBuffer>(StringComparer.Ordinal);
        try
        {
            foreach (var argument in testCase.Arguments)
            {
                if (argument is InputBuffer input)
                    buffers.Add(input.Name, new(input.Bytes.Length, input.Bytes));
                if (argument is OutputBuffer output)
                    buffers.Add(output.Name, new(output.Expected.TotalBytes, output.Initial));
            }

            using var parameters = new KernelParameters(testCase.Arguments, buffers);
            parameters.Launch(module.Entry, testCase.Size);
            Wait();
            return CaseOutcome.Completed(
                testCase.Arguments.OfType<OutputBuffer>().ToDictionary(o => o.Name, o => buffers[o.Name].Read(), StringComparer.Ordinal));
        }
        finally
        {
            if (!_hangs)
            {
                foreach (var buffer in buffers.Values)
                    buffer.Dispose();
                module.Dispose();
            }
        }
    }

    private void Wait()
    {
        CudaException.Check(nameof(CudaApi.cuEventCreate), CudaApi.cuEventCreate(out var end, 0));
        CudaException.Check(nameof(CudaApi.cuEventRecord), CudaApi.cuEventRecord(end, 0));
        var clock = Stopwatch.StartNew();
        int result;
        while ((result = CudaApi.cuEventQuery(end)) == CudaApi.NotReady)
        {
            if (clock.Elapsed > Patience)
            {
                _hangs = true;
                throw new CudaException(nameof(CudaApi.cuEventQuery), result, $"the kernel still runs after {Patience.TotalSeconds} s");
            }

            Thread.Yield();
        }

        CudaException.Check(nameof(CudaApi.cuEventQuery), result);
        _ = CudaApi.cuEventDestroy_v2(end);
    }
}
