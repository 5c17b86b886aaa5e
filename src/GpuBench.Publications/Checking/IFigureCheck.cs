namespace GpuBench.Publications.Checking;

/// <summary>One property that the published data must have.</summary>
public interface IFigureCheck
{
    /// <summary>What holds where nothing is found.</summary>
    string Name { get; }

    CheckResult Run(CheckedData data);
}
