namespace GpuBench.Tests.Torch;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gpubench-tests-");

    public string FullName => directory.FullName;

    public string Combine(params string[] parts) => Path.Combine([directory.FullName, .. parts]);

    public void Dispose() => directory.Delete(recursive: true);
}
