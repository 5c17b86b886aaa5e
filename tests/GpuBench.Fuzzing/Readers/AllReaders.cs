namespace GpuBench.Fuzzing.Readers;

public static class AllReaders
{
    public static IReadOnlyList<IFuzzedReader> All { get; } =
    [
        new ResultReader(),
        new JournalFileReader(),
        new FiguresReader(),
        new ModelConfigReader(),
        new OrderReader(),
        new EntryReader(),
        new AxisReader(),
        new DeviceReader(),
    ];
}
