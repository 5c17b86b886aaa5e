using GpuBench.PtxInterpreter.Instructions;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// Converts one entry to a flat list of instructions. Called functions are inlined into their callers. This is possible because
/// compilers for this language emit no recursion.
/// </summary>
internal sealed class ProgramDecoder(PtxModule module)
{
    private const string EndLabel = "$end of function";
    private const int MaxCallDepth = 32;

    private readonly List<Instruction> _code = [];
    private readonly List<ProgramParameter> _parameters = [];
    private readonly SharedLayout _shared = new();
    private readonly Stack<List<(string Label, BranchInstruction Branch, int Line)>> _jumps = [];
    private int _localBytes;

    public RegisterFileLayout Layout { get; } = new();

    public SymbolTable Symbols { get; } = new();

    public bool NeedsByteCells { get; set; }

    public bool UsesWgmma { get; set; }

    public bool IsInlined => _jumps.Count > 1;

    public PtxProgram Decode(PtxFunction entry)
    {
        foreach (var variable in module.Variables)
            Declare(variable);
        Symbols.Enter();
        foreach (var parameter in entry.Parameters)
            AddParameter(parameter);
        DecodeBody(entry);
        new DecodingContext(this, new(0, "ret", [], [], Guard: null, GuardIsNegated: false)).Emit(
            new ExitInstruction(), InstructionClass.Control);

        return new(entry.Name, _parameters, [.. _code], Layout, _shared)
        {
            LocalBytes = RoundUp(_localBytes, 16),
            MaxThreads = entry.MaxThreads,
            RequiredCluster = entry.RequiredCluster,
            NeedsByteCells = NeedsByteCells,
            UsesWgmma = UsesWgmma,
        };
    }

    public PtxException Error(string message, int line) => new(message, line, module.TextOf(line));

    public void Emit(
        Instruction instruction, DecodingContext context, InstructionClass instructionClass, List<int> reads, List<int> writes)
    {
        var statement = context.Statement;
        var text = statement.Line == 0 ? "end of the entry" : module.TextOf(statement.Line);
        var origin = new InstructionOrigin(
            statement.Line, text, statement.FullOpcode, instructionClass, context.GuardRegister(), statement.GuardIsNegated);
        instruction.Place(_code.Count, origin, reads, writes);
        _code.Add(instruction);
    }

    public void JumpTo(string label, BranchInstruction branch, int line) => _jumps.Peek().Add((label, branch, line));

    public void JumpToEnd(BranchInstruction branch, int line) => JumpTo(EndLabel, branch, line);

    /// <summary>Inlines the body of a called function here. Its parameters refer to the caller's operands.</summary>
    public void Inline(string name, IReadOnlyList<PtxOperand> results, IReadOnlyList<PtxOperand> arguments, DecodingContext context)
    {
        if (!module.Functions.TryGetValue(name, out var function) || function.Body.Count == 0)
            throw context.Error($"call of '{name}', which has no body");
        if (_jumps.Count > MaxCallDepth)
            throw context.Error($"'{name}' calls itself");
        if (results.Count != function.Results.Count || arguments.Count != function.Parameters.Count)
            throw context.Error($"'{name}' has another number of parameters");

        var bound = new Dictionary<string, Symbol>();
        foreach (var (declared, given) in function.Results.Zip(results).Concat(function.Parameters.Zip(arguments)))
        {
            bound[declared.Name] = given is NameOperand operand && Symbols.Find(operand.Name) is { } symbol
                ? symbol
                : throw context.Error("arguments of a call must be registers or variables");
        }

        Symbols.InFunction(bound, () => DecodeBody(function));
    }

    private void DecodeBody(PtxFunction function)
    {
        Symbols.Enter();
        _jumps.Push([]);
        var labels = new Dictionary<string, int>();
        foreach (var statement in function.Body)
            Decode(statement, labels);

        labels[EndLabel] = _code.Count;
        foreach (var (label, branch, line) in _jumps.Pop())
            branch.Target = labels.TryGetValue(label, out var target) ? target : throw Error($"unknown label '{label}'", line);
        Symbols.Leave();
    }

    private void Decode(PtxStatement statement, Dictionary<string, int> labels)
    {
        switch (statement)
        {
            case ScopeStart:
                Symbols.Enter();
                break;
            case ScopeEnd:
                Symbols.Leave();
                break;
            case LabelStatement label:
                labels[label.Name] = _code.Count;
                break;
            case VariableStatement variable:
                Declare(variable.Variable);
                break;
            case RegisterStatement registers:
                Declare(registers);
                break;
            case InstructionStatement instruction:
                InstructionSet.Decode(new(this, instruction));
                break;
        }
    }

    private void Declare(RegisterStatement registers)
    {
        if (registers.Count is not { } count)
        {
            Symbols.Declare(registers.Name, new RegisterSymbol(Layout.Add(registers.Name, registers.Type)));
            return;
        }

        for (var number = 0; number < count; number++)
        {
            var name = registers.Name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Symbols.Declare(name, new RegisterSymbol(Layout.Add(name, registers.Type)));
        }
    }

    private void Declare(PtxVariable variable)
    {
        switch (variable.Space)
        {
            case "shared":
                Symbols.Declare(variable.Name, _shared.Add(variable));
                break;
            // A .param variable inside a body is a parameter of a call. As with local variables, each thread has its own.
            case "local" or "param":
                _localBytes = RoundUp(_localBytes, variable.Alignment);
                Symbols.Declare(variable.Name, new VariableSymbol(StateSpace.Local, (ulong)_localBytes));
                _localBytes += variable.ByteCount;
                break;
            default:
                Symbols.Declare(variable.Name, new GlobalSymbol(variable));
                break;
        }
    }

    private void AddParameter(PtxVariable parameter)
    {
        var end = _parameters.Count == 0 ? 0 : _parameters[^1].Offset + _parameters[^1].ByteCount;
        var offset = RoundUp(end, parameter.Alignment);
        _parameters.Add(new(parameter.Name, offset, parameter.ByteCount));
        Symbols.Declare(parameter.Name, new VariableSymbol(StateSpace.Parameter, (ulong)offset));
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
