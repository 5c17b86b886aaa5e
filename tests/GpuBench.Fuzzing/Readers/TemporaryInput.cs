namespace GpuBench.Fuzzing.Readers;

/// <summary>A file for readers that take a path: one a process, written over by every input.</summary>
internal sealed class TemporaryInput(string name)
{
    public string Path { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("gpubench-fuzzing-").FullName, name);

    public string With(byte[] content)
    {
        File.WriteAllBytes(Path, content);
        return Path;
    }
}
