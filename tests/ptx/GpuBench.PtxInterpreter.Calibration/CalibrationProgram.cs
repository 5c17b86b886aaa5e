using System.Globalization;
using GpuBench.PtxInterpreter.Calibration.Driver;
using GpuBench.PtxInterpreter.Calibration.Rates;
using GpuBench.PtxInterpreter.Calibration.Reporting;
using GpuBench.PtxInterpreter.Calibration.Running;
using GpuBench.PtxInterpreter.Conformance;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration;

/// <summary>The program that the command line starts.</summary>
public static class CalibrationProgram
{
    /// <summary>Exit codes. <c>--help</c> lists them.</summary>
    public const int Equal = 0, Different = 1, WrongArguments = 2, NoDevice = 3;

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (CalibrationArguments.Parse(arguments) is not { } parsed)
        {
            errors.WriteLine(CalibrationArguments.Usage);
            return WrongArguments;
        }

        if (parsed.RateSeconds is { } seconds)
            return Rate(seconds, parsed.ShowPtx, output);
        var cases = Select(parsed);
        if (parsed.ShowPtx)
        {
            foreach (var testCase in cases)
                output.WriteLine($"// {testCase}\n{testCase.Ptx}");
            return Equal;
        }

        if (parsed.Worker is { } worker)
        {
            CaseWorker.Append(CaseWorker.Run(cases.Take(worker.End).Skip(worker.First), CudaDevice.TryOpen(out _)), worker.Path);
            return Equal;
        }

        var device = CudaDevice.TryOpen(out var reason);
        output.WriteLine(device is null
            ? $"No GPU: {reason}. The machine runs alone."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{device.Name}, compute capability {device.Major}.{device.Minor}, driver of CUDA {device.Driver}"));
        var report = Compare(parsed, cases, device);
        CalibrationTable.Write(report, output);
        if (parsed.Out is not null)
            File.WriteAllText(parsed.Out, report.ToJson());
        return device is null ? NoDevice : report.Differences == 0 ? Equal : Different;
    }

    private static int Rate(double minSeconds, bool showPtx, TextWriter output)
    {
        if (showPtx)
        {
            foreach (var kernel in MmaKernel.All)
                output.WriteLine($"// {kernel.Name}\n{kernel.Ptx()}");
            return Equal;
        }

        using var device = CudaDevice.TryOpen(out var reason);
        if (device is null)
        {
            output.WriteLine($"No GPU: {reason}.");
            return NoDevice;
        }

        MmaRate.Run(device, minSeconds, output);
        return Equal;
    }

    private static IReadOnlyList<ConformanceCase> Select(CalibrationArguments arguments) =>
        [.. ConformanceSuite.Families.Where(f => f.Key.Contains(arguments.Family, StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f.Value())
            .Where(c => c.Name.Contains(arguments.Case, StringComparison.OrdinalIgnoreCase))];

    private static CalibrationReport Compare(CalibrationArguments arguments, IReadOnlyList<ConformanceCase> cases, CudaDevice? device)
    {
        IReadOnlyList<CaseRecord> records;
        if (device is null || arguments.InProcess)
        {
            records = [.. CaseWorker.Run(cases, device)];
        }
        else
        {
            device.Dispose();
            records = new CaseSupervisor(CaseSupervisor.ThisProgram, arguments, cases).Run();
        }

        return new(
            device?.Name,
            device is null ? null : string.Create(CultureInfo.InvariantCulture, $"{device.Major}.{device.Minor}"),
            device?.Driver,
            records);
    }
}
