using System.Diagnostics;
using GpuBench.PtxInterpreter.Calibration.Driver;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>
/// Runs cases on a GPU through the driver's interface. After a case that hangs, no further case runs, because the kernel cannot be
/// stopped.
/// </summary>
internal sealed class DeviceRunner(CudaDevice device) : ICaseRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private string? _hung;

    /// <summary>Whether a kernel still runs. Freeing any resource would wait for it.</summary>
    public bool Hangs => _hung is not null;

    public CaseOutcome Run(ConformanceCase testCase)
    {
        if (Hangs)
            return CaseOutcome.NotRun($"the kernel of '{_hung}' still runs");
        if (!testCase.Target.RunsOn(device.Major, device.Minor))
            return CaseOutcome.NotRun($"needs {testCase.Target.Name()}");
        try
        {
            return Execute(testCase);
        }
        catch (CudaException failure)
        {
            if (!Hangs)
                device.Renew();
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
            Wait(testCase);
            return CaseOutcome.Completed(
                testCase.Arguments.OfType<OutputBuffer>().ToDictionary(o => o.Name, o => buffers[o.Name].Read(), StringComparer.Ordinal));
        }
        finally
        {
            if (!Hangs)
            {
                foreach (var buffer in buffers.Values)
                    buffer.Dispose();
                module.Dispose();
            }
        }
    }

    private void Wait(ConformanceCase testCase)
    {
        CudaException.Check(nameof(CudaApi.cuEventCreate), CudaApi.cuEventCreate(out var end, 0));
        CudaException.Check(nameof(CudaApi.cuEventRecord), CudaApi.cuEventRecord(end, 0));
        var clock = Stopwatch.StartNew();
        int result;
        while ((result = CudaApi.cuEventQuery(end)) == CudaApi.NotReady)
        {
            if (clock.Elapsed > Patience)
            {
                _hung = testCase.ToString();
                throw new CudaException(nameof(CudaApi.cuEventQuery), result, $"the kernel still runs after {Patience.TotalSeconds} s");
            }

            Thread.Yield();
        }

        CudaException.Check(nameof(CudaApi.cuEventQuery), result);
        _ = CudaApi.cuEventDestroy_v2(end);
    }
}
