using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

public sealed class JsonExporter : IExporter
{
    public string Format => "json";

    public void Write(Report report, TextWriter output) => output.Write(report.Json);
}
