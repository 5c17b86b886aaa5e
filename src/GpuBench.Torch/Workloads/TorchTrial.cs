using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Workloads;

/// <summary>A prepared trial put together from its parts.</summary>
internal sealed class TorchTrial(
    KernelUsed kernel, UnitClass unit, int setCount, Action<int> launch, Func<int, CheckResult> check, IReadOnlyList<IDisposable> owned)
    : IPreparedTrial
{
    public KernelUsed Kernel => kernel;

    public UnitClass Unit => unit;

    public int SetCount => setCount;

    public void Launch(int index) => launch(index);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        foreach (var item in owned)
            item.Dispose();
    }
}
