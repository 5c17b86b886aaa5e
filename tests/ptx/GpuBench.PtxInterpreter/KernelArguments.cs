using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter;

/// <summary>The arguments of one launch, in the order and layout of the entry's parameters.</summary>
public sealed class KernelArguments(PtxProgram program)
{
    private readonly byte[] _bytes = new byte[program.ParameterBytes];
    private int _next;

    internal ReadOnlyMemory<byte> Bytes => _next == program.Parameters.Count
        ? _bytes
        : throw new InvalidOperationException($"{program.Name} has {program.Parameters.Count} parameters, {_next} were given");

    /// <summary>The address of a buffer.</summary>
    public KernelArguments Pointer(GlobalBuffer buffer) => Scalar(buffer.Address);

    /// <summary>An ArrayView of ILGPU: the address, then the length in elements as 64 bits.</summary>
    public KernelArguments View<T>(GlobalBuffer buffer)
        where T : unmanaged =>
        Scalar(new ViewArgument(buffer.Address, buffer.ByteCount / Marshal.SizeOf<T>()));

    /// <summary>A number, or a structure with the layout that the entry expects.</summary>
    /// <exception cref="InvalidOperationException">The next parameter has another size, or there is no next parameter.</exception>
    public KernelArguments Scalar<T>(T value)
        where T : unmanaged =>
        Add(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    /// <summary>A tensor map passed by value.</summary>
    public KernelArguments TensorMap(TensorMap map) => Add(map.Encode());

    private KernelArguments Add(ReadOnlySpan<byte> value)
    {
        if (_next == program.Parameters.Count)
            throw new InvalidOperationException($"{program.Name} has {program.Parameters.Count} parameters");

        var parameter = program.Parameters[_next++];
        if (parameter.ByteCount != value.Length)
            throw new InvalidOperationException(
                $"{program.Name}: parameter {parameter.Name} has {parameter.ByteCount} bytes, the argument {value.Length}");

        value.CopyTo(_bytes.AsSpan(parameter.Offset));
        return this;
    }

    private readonly record struct ViewArgument(ulong Address, long Length);
}
