using GpuBench.PtxInterpreter.Execution;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// A decoded instruction, which a warp executes for many lanes at once. Subclasses hold the operands of their family. They are immutable,
/// and all warps share them.
/// </summary>
internal abstract class Instruction
{
    /// <summary>Index in the program.</summary>
    public int Index { get; private set; }

    /// <summary>Line in the PTX text, from 1.</summary>
    public int Line { get; private set; }

    public string Text { get; private set; } = "";

    public string Opcode { get; private set; } = "";

    public InstructionClass Class { get; private set; }

    /// <summary>The predicate that guards the instruction, or <see cref="Register.None"/>.</summary>
    public Register Guard { get; private set; } = Register.None;

    public bool GuardIsNegated { get; private set; }

    /// <summary>Ids of the registers read and written.</summary>
    public int[] Reads { get; private set; } = [];

    public int[] Writes { get; private set; } = [];

    /// <summary>How the instruction changes which lanes execute next.</summary>
    public ControlKind Control { get; private set; }

    /// <summary>A plain copy may copy unwritten lanes. Any other instruction must not read them.</summary>
    public bool CopiesDefinedness { get; private set; }

    protected virtual ControlKind Kind => ControlKind.Straight;

    protected virtual bool IsCopy => false;

    /// <summary>Executes for the given lanes, at least one. All lanes read their operands before any lane writes.</summary>
    public abstract void Execute(Warp warp, uint lanes);

    internal void Place(int index, InstructionOrigin origin, IEnumerable<int> reads, IEnumerable<int> writes)
    {
        Index = index;
        (Line, Text, Opcode, Class, Guard, GuardIsNegated) =
            (origin.Line, origin.Text, origin.Opcode, origin.Class, origin.Guard, origin.GuardIsNegated);
        Reads = [.. reads.Where(id => id >= 0).Distinct()];
        Writes = [.. writes.Where(id => id >= 0).Distinct()];
        // The value is cached, because the warp needs it before each execution.
        Control = Kind;
        CopiesDefinedness = IsCopy && Reads.Length == 1 && Writes.Length == 1;
    }
}
