using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions;
using GpuBench.PtxInterpreter.Instructions.Async;
using GpuBench.PtxInterpreter.Instructions.Matrix;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>One warp's share of a wgmma in flight: 16 rows of the product.</summary>
internal sealed unsafe class WgmmaOperation
{
    private const int Rows = 16;
    private const int WarpsOfGroup = 4;

    private readonly Warp _warp;
    private readonly MatrixDescriptor _a;
    private readonly MatrixDescriptor _b;
    private readonly bool _scales;
    private readonly long _writeNumber;
    private readonly uint[] _aWords;

    public WgmmaOperation(Warp warp, WgmmaInstruction instruction, MatrixDescriptor a, MatrixDescriptor b, bool scales)
    {
        (_warp, Instruction, _a, _b, _scales) = (warp, instruction, a, b, scales);
        IssuedAt = warp.WarpInstructions;
        _writeNumber = warp.Block.Shared.Shadow.WriteNumber;
        _aWords = new uint[instruction.ARegisters.Length * Warp.Lanes];
        for (var index = 0; index < instruction.ARegisters.Length; index++)
            new ReadOnlySpan<uint>(warp.Words(instruction.ARegisters[index]), Warp.Lanes).CopyTo(_aWords.AsSpan(index * Warp.Lanes));
    }

    public WgmmaInstruction Instruction { get; }

    /// <summary>Whether the result includes the accumulators' values.</summary>
    public bool ReadsAccumulators => _scales;

    /// <summary>The warp's instruction count at issue.</summary>
    public long IssuedAt { get; }

    private int FirstRow => _warp.IndexInBlock % WarpsOfGroup * Rows;

    /// <summary>Checks the operands in shared memory, which the wgmma reads from now on.</summary>
    public void CheckIssue() => ForEachWord(address => AsyncProxy.OnRead(_warp, Instruction, 0, _warp.Block, address, sizeof(uint)));

    /// <summary>Checks that the operands were not overwritten since the issue.</summary>
    public void CheckCompletion()
    {
        var shadow = _warp.Block.Shared.Shadow;
        ForEachWord(address =>
        {
            shadow.OnRead(_warp, Instruction, 0, address, sizeof(uint));
            ref var cell = ref shadow.At(address);
            if (cell.WriteNumber > _writeNumber)
                _warp.Report(
                    ReportKind.AsyncOverwrite, Instruction, 0,
                    $"shared address {address} was overwritten at PTX line {cell.WriteLine} while a wgmma that reads it was in flight");
        });
    }

    public void Compute()
    {
        var (n, k) = (Instruction.N, Instruction.K);
        var matrixA = new double[Rows * k];
        var matrixB = new double[n * k];
        if (_aWords.Length > 0)
            GatherRegisters(matrixA);
        else
            GatherShared(_a, FirstRow, Rows, Instruction.IsALineMajor, Instruction.DecodeA, matrixA);
        GatherShared(_b, 0, n, Instruction.IsBLineMajor, Instruction.DecodeB, matrixB);
        fixed (double* a = matrixA, b = matrixB)
        {
            for (var lane = 0; lane < Warp.Lanes; lane++)
            {
                for (var index = 0; index < n / 2; index++)
                    Accumulate(lane, index, a, b);
            }
        }
    }

    /// <summary>Each group of 8 columns is laid out as the accumulators of an m16n8 product.</summary>
    private void Accumulate(int lane, int index, double* a, double* b)
    {
        var (row, column) = MmaShape.Accumulator(lane, index % 4);
        column += index / 4 * 8;
        var product = Instruction.Sign * MatrixProduct.Dot(a + row * Instruction.K, b + column * Instruction.K, Instruction.K);
        var format = Instruction.Format;
        var bits = 32 / format.ElementsPerRegister;
        var shift = index % format.ElementsPerRegister * bits;
        var register = _warp.Words(Instruction.Accumulators[index / format.ElementsPerRegister]) + lane;
        var before = _scales ? format.Decode(Bits.ZeroExtend(*register >> shift, bits)) : 0;
        var mask = (uint)Bits.ZeroExtend(uint.MaxValue, bits) << shift;
        *register = (*register & ~mask) | (uint)format.Encode(before + product) << shift;
    }

    private void GatherRegisters(double[] matrix)
    {
        var shape = new MmaShape(Rows, 8, Instruction.K, Instruction.ElementBytes * 8);
        var next = 0;
        foreach (var word in _aWords)
        {
            ulong bits = word;
            for (var element = 0; element < shape.ElementsPerRegister; element++, bits >>= shape.ElementBits)
                matrix[shape.AIndexes[next++]] = Instruction.DecodeA(bits);
        }
    }

    private void GatherShared(
        MatrixDescriptor descriptor, int first, int lines, bool isLineMajor, Func<ulong, double> decode, double[] matrix)
    {
        var shared = _warp.Block.Shared;
        var elementBytes = Instruction.ElementBytes;
        for (var line = 0; line < lines; line++)
        {
            for (var k = 0; k < Instruction.K; k++)
            {
                var address = descriptor.AddressOf(first + line, k, elementBytes, isLineMajor);
                if (shared.Contains(address, elementBytes))
                    matrix[line * Instruction.K + k] = decode(*(uint*)(shared.Bytes + address));
                else
                    _warp.Report(ReportKind.OutOfBounds, Instruction, 0, $"a descriptor reaches shared address {address}");
            }
        }
    }

    /// <summary>Visits the 4-byte words of both operands. Words outside shared memory are reported when they are read.</summary>
    private void ForEachWord(Action<uint> action)
    {
        if (_aWords.Length == 0)
            ForEachWord(_a, FirstRow, Rows, Instruction.IsALineMajor, action);
        ForEachWord(_b, 0, Instruction.N, Instruction.IsBLineMajor, action);
    }

    private void ForEachWord(MatrixDescriptor descriptor, int first, int lines, bool isLineMajor, Action<uint> action)
    {
        var elementsPerWord = sizeof(uint) / Instruction.ElementBytes;
        var (lineStep, kStep) = isLineMajor ? (elementsPerWord, 1) : (1, elementsPerWord);
        for (var line = 0; line < lines; line += lineStep)
        {
            for (var k = 0; k < Instruction.K; k += kStep)
            {
                var address = descriptor.AddressOf(first + line, k, Instruction.ElementBytes, isLineMajor) & ~3UL;
                if (_warp.Block.Shared.Contains(address, sizeof(uint)))
                    action((uint)address);
            }
        }
    }
}
