using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// One instruction as written, with the methods that turn its operands into registers. The class records reads and writes, so the
/// interpreter can track which lanes contain values.
/// </summary>
internal sealed class DecodingContext(ProgramDecoder decoder, InstructionStatement statement)
{
    private readonly List<int> _reads = [];
    private readonly List<int> _writes = [];

    public InstructionStatement Statement => statement;

    public string Type => statement.Type;

    public int OperandCount => statement.Operands.Count;

    public PtxException Error(string message) => decoder.Error(message, statement.Line);

    public PtxException Unsupported() => Error($"the machine has no '{statement.FullOpcode}'");

    public bool Has(string modifier) => statement.Has(modifier);

    /// <summary>The state space among the modifiers. Without one it is generic.</summary>
    public StateSpace Space
    {
        get
        {
            foreach (var modifier in statement.Modifiers)
            {
                if (SpaceOf(modifier) is { } space)
                    return space;
            }

            return StateSpace.Generic;
        }
    }

    public PtxOperand Operand(int index) => index < OperandCount ? statement.Operands[index] : throw Error("an operand is missing");

    public bool IsAddress(int index) => Operand(index) is AddressOperand;

    public bool IsNegated(int index) => Operand(index) is NameOperand { IsNegated: true };

    /// <summary>The destination, or the first register of a pair. A sink gets a register that no instruction reads.</summary>
    public Register Write(int index) => Write(Operand(index) is PairOperand pair ? pair.First : Operand(index));

    /// <summary>The second destination of a pair, if there is one.</summary>
    public Register WriteSecond(int index) => Operand(index) is PairOperand { Second: NameOperand second } ? Write(second) : Register.None;

    public Register Write(PtxOperand operand)
    {
        if (operand is SinkOperand)
            return decoder.Layout.Add("_", "b64");

        var register = RegisterOf(operand) ?? throw Error("a destination must be a register");
        _writes.Add(register.Id);
        return register;
    }

    /// <summary>A source. Constants get the given width. Registers keep their own width.</summary>
    public Register Read(int index, int laneBytes) => Read(Operand(index), laneBytes);

    public Register Read(int index) => Read(index, PtxType.LaneBytes(Type));

    public Register ReadOrNone(int index, int laneBytes) => index < OperandCount ? Read(index, laneBytes) : Register.None;

    public Register ReadPredicate(int index) => Read(index, laneBytes: 0) is { IsPredicate: true } register
        ? register
        : throw Error("expected a predicate");

    public Register Read(PtxOperand operand, int laneBytes)
    {
        if (operand is ConstantOperand constant)
            return decoder.Layout.Constant(BitsFor(constant, laneBytes), laneBytes);
        if (RegisterOf(operand) is { } register)
        {
            _reads.Add(register.Id);
            return register;
        }

        return operand is NameOperand name ? ReadSymbol(name.Name, laneBytes) : throw Error("not an operand that can be read");
    }

    public Register ReadSpecial(string name) => decoder.Layout.Special(name);

    /// <summary>The items of a list, or the operand itself.</summary>
    public Register[] ReadList(int index, int laneBytes) => [.. ItemsOf(index).Select(item => Read(item, laneBytes))];

    public Register[] WriteList(int index) => [.. ItemsOf(index).Select(Write)];

    /// <summary>Registers that the instruction tracks itself.</summary>
    public Register[] Untracked(int index) =>
        [.. ItemsOf(index).Select(item => RegisterOf(item) ?? throw Error("expected registers"))];

    public IReadOnlyList<PtxOperand> ItemsOf(int index) => Operand(index) is ListOperand list ? list.Items : [Operand(index)];

    public long Constant(int index) => Operand(index) is ConstantOperand { Kind: ConstantKind.Integer } constant
        ? (long)constant.Bits
        : throw Error("expected a constant");

    public MemoryOperand Address(int index, StateSpace space) =>
        Operand(index) is AddressOperand address ? Address(address, space) : throw Error("expected an address");

    /// <summary>If the spaces differ for parameters, the variable's own space overrides the instruction's space.</summary>
    public MemoryOperand Address(AddressOperand address, StateSpace space)
    {
        if (address.Base is NameOperand name && decoder.Symbols.Find(name.Name) is VariableSymbol variable)
        {
            if (space == StateSpace.Parameter)
                space = variable.Space;
            else if (space == StateSpace.Generic)
                return new(space, decoder.Layout.Constant(variable.Address + AddressWindows.Of(variable.Space), 8), address.Offset);
        }

        return new(space, Read(address.Base, laneBytes: 8), address.Offset);
    }

    public void Emit(Instruction instruction, InstructionClass instructionClass) =>
        decoder.Emit(instruction, this, instructionClass, _reads, _writes);

    /// <summary>Emits a jump. Its target is set once the position of the label is known.</summary>
    public void EmitBranch(string label, Instructions.BranchInstruction branch)
    {
        decoder.Emit(branch, this, InstructionClass.Control, _reads, _writes);
        decoder.JumpTo(label, branch, statement.Line);
    }

    /// <summary>Emits a jump to the position after the last instruction of the function.</summary>
    public void EmitReturn(Instructions.BranchInstruction branch)
    {
        decoder.Emit(branch, this, InstructionClass.Control, _reads, _writes);
        decoder.JumpToEnd(branch, statement.Line);
    }

    /// <summary>Records an access to shared memory that is narrower than 4 bytes.</summary>
    public void NeedByteCells() => decoder.NeedsByteCells = true;

    public void Inline(string name, IReadOnlyList<PtxOperand> results, IReadOnlyList<PtxOperand> arguments) =>
        decoder.Inline(name, results, arguments, this);

    public void UseWgmma() => decoder.UsesWgmma = true;

    public bool IsInlined => decoder.IsInlined;

    public static StateSpace? SpaceOf(string modifier) => modifier switch
    {
        "global" or "const" => StateSpace.Global,
        "shared" or "shared::cta" or "shared::cluster" => StateSpace.Shared,
        "local" => StateSpace.Local,
        "param" or "param::entry" or "param::func" => StateSpace.Parameter,
        _ => null,
    };

    public Register GuardRegister()
    {
        if (statement.Guard is null)
            return Register.None;
        return decoder.Symbols.Find(statement.Guard) is RegisterSymbol { Register.IsPredicate: true } symbol
            ? symbol.Register
            : throw Error($"'{statement.Guard}' is not a predicate");
    }

    private Register? RegisterOf(PtxOperand operand) =>
        operand is NameOperand name && decoder.Symbols.Find(name.Name) is RegisterSymbol symbol ? symbol.Register : null;

    private Register ReadSymbol(string name, int laneBytes)
    {
        switch (decoder.Symbols.Find(name))
        {
            case VariableSymbol variable:
                return decoder.Layout.Constant(variable.Address, laneBytes);
            case GlobalSymbol global:
                return decoder.Layout.AddressOf(global.Variable);
            case DynamicSharedSymbol:
                return decoder.Layout.DynamicSharedStart(laneBytes);
        }

        return SpecialRegister.Exists(name) ? decoder.Layout.Special(name) : throw Error($"unknown name '{name}'");
    }

    private static ulong BitsFor(ConstantOperand constant, int laneBytes) => (constant.Kind, laneBytes) switch
    {
        (ConstantKind.Double, 4) => BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble(constant.Bits)),
        (ConstantKind.Single, 8) => BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)constant.Bits)),
        _ => constant.Bits,
    };
}
