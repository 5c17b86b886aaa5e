using GpuBench.PtxMachine.Text;

namespace GpuBench.PtxMachine.Program;

/// <summary>One entry of a module, ready to run. Immutable: launches may share it.</summary>
public sealed class PtxProgram
{
    internal PtxProgram(string name, IReadOnlyList<ProgramParameter> parameters)
    {
        Name = name;
        Parameters = parameters;
    }

    public string Name { get; }

    public IReadOnlyList<ProgramParameter> Parameters { get; }

    internal int ParameterBytes => Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].ByteCount;

    /// <param name="entryName"><see langword="null"/> stands for the only entry.</param>
    /// <exception cref="PtxException">No such entry, or an instruction that the machine does not have.</exception>
    public static PtxProgram Decode(PtxModule module, string? entryName = null) => throw new NotSupportedException(entryName);
}
