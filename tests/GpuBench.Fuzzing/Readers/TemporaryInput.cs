namespace GpuBench.Fuzzing.Readers;

/// <summary>A file for readers that take a path. Each process has one file, which every input overwrites.</summary>
internal sealed class TemporaryInput(string name)
{
    public string Path { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("gpubench-fuzzing-").FullName, name);

    public string With(byte[] content)
    {
        File.WriteAllBytes(Path, content);
        return Path;
    }
}
