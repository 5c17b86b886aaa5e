using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Workloads;

/// <summary>A prepared trial put together from its parts.</summary>
internal sealed class TorchTrial(
    KernelUsed kernel, int setCount, Action<int> launch, Func<int, CheckResult> check, IReadOnlyList<IDisposable> owned)
    : IPreparedTrial
{
    public KernelUsed Kernel => kernel;

    /// <summary>A CPU's vector lanes. (bf16 on processors with matrix extensions would be another unit; none is detected yet.)</summary>
    public UnitClass Unit => UnitClass.Simt;

    public int SetCount => setCount;

    public void Launch(int index) => launch(index);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        foreach (var item in owned)
            item.Dispose();
    }
}
