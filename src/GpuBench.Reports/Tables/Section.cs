namespace GpuBench.Reports.Tables;

public sealed record Section(string Title, Table Table);
