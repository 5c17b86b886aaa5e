namespace GpuBench.Tests.Fakes;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gpubench-test-");

    public string FullName => _folder.FullName;

    public string Combine(params string[] parts) => Path.Combine([FullName, .. parts]);

    public void Dispose() => _folder.Delete(recursive: true);
}
