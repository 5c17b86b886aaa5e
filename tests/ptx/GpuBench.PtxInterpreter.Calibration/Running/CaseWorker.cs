using GpuBench.PtxInterpreter.Calibration.Driver;
using GpuBench.PtxInterpreter.Calibration.Reporting;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>Runs cases in this process, on the interpreter and on the GPU.</summary>
internal static class CaseWorker
{
    /// <param name="device">Null runs the interpreter alone.</param>
    /// <returns>A record a case, up to the first case after which the GPU runs no other case of this process.</returns>
    public static IEnumerable<CaseRecord> Run(IEnumerable<ConformanceCase> cases, CudaDevice? device)
    {
        var machine = new InterpreterRunner();
        var gpu = device is null ? null : new DeviceRunner(device);
        foreach (var testCase in cases)
        {
            yield return CaseRecord.Of(testCase, machine.Run(testCase), gpu?.Run(testCase) ?? CaseOutcome.NotRun("no GPU"));
            if (gpu is { IsLost: true })
                yield break;
        }

        device?.Dispose();
    }

    /// <summary>Appends each record as a line, so that the records of a process that dies remain.</summary>
    public static void Append(IEnumerable<CaseRecord> records, string path)
    {
        using var file = new StreamWriter(path, append: true) { AutoFlush = true };
        foreach (var record in records)
            file.WriteLine(record.ToLine());
    }
}
