using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>One entry of a module, ready to run. Immutable, so launches may share it.</summary>
public sealed class PtxProgram
{
    private readonly SharedLayout _shared;

    internal PtxProgram(
        string name, IReadOnlyList<ProgramParameter> parameters, Instruction[] code, RegisterFileLayout layout, SharedLayout shared)
    {
        Name = name;
        Parameters = parameters;
        Code = code;
        Layout = layout;
        _shared = shared;
    }

    public string Name { get; }

    public IReadOnlyList<ProgramParameter> Parameters { get; }

    internal int ParameterBytes => Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].ByteCount;

    internal Instruction[] Code { get; }

    internal RegisterFileLayout Layout { get; }

    internal int StaticSharedBytes => _shared.StaticBytes;

    internal IReadOnlyList<(int Start, int ByteCount)> SharedGaps => _shared.Gaps;

    /// <summary>Bytes of local memory of one thread.</summary>
    internal int LocalBytes { get; init; }

    /// <summary>Maximum threads of a block, from the entry's directive. 0 without a directive.</summary>
    internal int MaxThreads { get; init; }

    internal Dim3? RequiredCluster { get; init; }

    /// <summary>Whether an access to shared memory is narrower than 4 bytes. Races must then be tracked by byte.</summary>
    internal bool NeedsByteCells { get; init; }

    internal bool UsesWgmma { get; init; }

    /// <param name="entryName"><see langword="null"/> selects the only entry.</param>
    /// <exception cref="PtxException">There is no such entry, or the interpreter does not support an instruction.</exception>
    public static PtxProgram Decode(PtxModule module, string? entryName = null)
    {
        var entries = module.Functions.Values.Where(function => function.IsEntry).ToList();
        if (entryName is not null)
            entries.RemoveAll(entry => entry.Name != entryName);
        if (entries.Count != 1)
            throw new PtxException($"the module has {entries.Count} entries{(entryName is null ? "" : $" named '{entryName}'")}");

        return new ProgramDecoder(module).Decode(entries[0]);
    }
}
