using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Checks;

/// <summary>The reports of a launch, one for each kind and line. Thread-safe.</summary>
internal sealed class ReportLog(string kernel, int maxReports)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ReportKind Kind, int Line), Report> _reports = [];

    /// <summary>Whether the launch should stop: after a hang, after a trap, or at the maximum number of reports.</summary>
    public bool IsFinal { get; private set; }

    public IReadOnlyList<Report> Reports
    {
        get
        {
            lock (_gate)
                return [.. _reports.Values.OrderBy(report => report.Line).ThenBy(report => report.Kind)];
        }
    }

    public void Add(ReportKind kind, Instruction instruction, Warp warp, int lane, string message)
    {
        var key = (kind, instruction.Line);
        lock (_gate)
        {
            if (_reports.TryGetValue(key, out var report))
            {
                _reports[key] = report with { Count = report.Count + 1 };
                return;
            }

            _reports[key] = new(
                kind, kernel, instruction.Line, instruction.Text, warp.Block.Position, warp.IndexInBlock * Warp.Lanes + lane, message, 1);
            IsFinal |= _reports.Count >= maxReports || kind is ReportKind.Deadlock or ReportKind.Trap;
        }
    }
}
