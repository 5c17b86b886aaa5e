using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// Assigns registers their offsets in a warp's register file. Constants, addresses of variables and special registers have
/// offsets, too, so an instruction finds each operand by its offset alone.
/// </summary>
internal sealed class RegisterFileLayout
{
    private const int Lanes = 32;

    // Size of a vector register of the host. Every register starts at a multiple of it.
    private const int AlignmentBytes = 32;

    private readonly Dictionary<(ulong Bits, int LaneBytes), Register> _byBits = [];
    private readonly Dictionary<string, Register> _special = [];
    private readonly List<RegisterConstant> _constants = [];
    private readonly List<string> _names = [];

    public int ByteCount { get; private set; }

    public int PredicateCount { get; private set; }

    /// <summary>Register names, indexed by <see cref="Register.Id"/>.</summary>
    public IReadOnlyList<string> Names => _names;

    public IReadOnlyList<RegisterConstant> Constants => _constants;

    public IReadOnlyDictionary<string, Register> SpecialRegisters => _special;

    public Register Add(string name, string type)
    {
        var id = _names.Count;
        _names.Add(name);
        return type == "pred" ? new(PredicateCount++, 0, id) : Reserve(PtxType.LaneBytes(type), id);
    }

    public Register Constant(ulong bits, int laneBytes)
    {
        if (laneBytes == 4)
            bits = (uint)bits;
        if (_byBits.TryGetValue((bits, laneBytes), out var register))
            return register;

        register = Reserve(laneBytes, id: -1);
        _byBits.Add((bits, laneBytes), register);
        _constants.Add(new(register, bits, Variable: null, IsBehindStaticShared: false));
        return register;
    }

    public Register AddressOf(PtxVariable variable)
    {
        var register = Reserve(laneBytes: 8, id: -1);
        _constants.Add(new(register, Bits: 0, variable, IsBehindStaticShared: false));
        return register;
    }

    public Register DynamicSharedStart(int laneBytes)
    {
        var register = Reserve(laneBytes, id: -1);
        _constants.Add(new(register, Bits: 0, Variable: null, IsBehindStaticShared: true));
        return register;
    }

    public Register Special(string name)
    {
        if (!_special.TryGetValue(name, out var register))
            _special.Add(name, register = Reserve(SpecialRegister.LaneBytes(name), id: -1));
        return register;
    }

    private Register Reserve(int laneBytes, int id)
    {
        var register = new Register(ByteCount, laneBytes, id);
        ByteCount += (laneBytes * Lanes + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;
        return register;
    }
}
