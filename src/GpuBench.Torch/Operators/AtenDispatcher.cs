using System.Runtime.InteropServices;
using System.Text;
using static GpuBench.Torch.Operators.LibTorchFunctions;

namespace GpuBench.Torch.Operators;

/// <summary>
/// Calls any operator of libtorch by its name, through the C interface. An operator takes its arguments from a stack of 64-bit
/// words and leaves its result there. Numbers that a schema calls <c>Scalar</c> cannot be passed.
/// </summary>
internal static unsafe class AtenDispatcher
{
    /// <summary>
    /// More than any operator called here takes: what a newer libtorch appends to a schema reads zero, which is its "none".
    /// </summary>
    private const int StackLength = 24;

    /// <summary>The version of the schemas that callers are written to; a newer libtorch adapts its own.</summary>
    private const ulong SchemaVersion = 0x020A_0000_0000_0000;

    /// <summary>An absent optional argument.</summary>
    public static ulong None => 0;

    /// <summary>A second handle: the operator consumes it, the tensor stays the caller's.</summary>
    public static ulong Argument(nint tensor)
    {
        ThrowOnError(aoti_torch_new_tensor_handle(tensor, out var handle), "a tensor's handle");
        return (ulong)handle;
    }

    public static ulong Argument(double value) => BitConverter.DoubleToUInt64Bits(value);

    public static ulong Argument(bool value) => value ? 1ul : 0ul;

    public static ulong Argument(ReadOnlySpan<long> values)
    {
        ThrowOnError(torch_new_list_reserve_size((nuint)values.Length, out var list), "a list");
        foreach (var value in values)
            ThrowOnError(torch_list_push_back(list, (ulong)value), "a list's element");
        return (ulong)list;
    }

    /// <summary>A present optional argument: libtorch frees the word that holds it.</summary>
    public static ulong Present(ulong argument)
    {
        var word = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *word = argument;
        return (ulong)word;
    }

    /// <param name="name">Zero-terminated, e.g. <c>"aten::rms_norm"u8</c>.</param>
    /// <returns>The operator's one result: a tensor's handle, which is the caller's, or a number.</returns>
    /// <exception cref="InvalidOperationException">The operator refused; libtorch wrote why to standard error.</exception>
    public static nint Call(ReadOnlySpan<byte> name, ReadOnlySpan<ulong> arguments) => Call(name, "\0"u8, arguments);

    /// <inheritdoc cref="Call(ReadOnlySpan{byte}, ReadOnlySpan{ulong})"/>
    /// <param name="overload">Zero-terminated, e.g. <c>"out"u8</c>.</param>
    public static nint Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[StackLength];
        arguments.CopyTo(new Span<ulong>(stack, StackLength));
        // An empty span is pinned as null, which libtorch does not take for the overload without a name.
        fixed (byte* nameText = name, overloadText = overload.IsEmpty ? "\0"u8 : overload)
        {
            var code = torch_call_dispatcher(nameText, overloadText, stack, SchemaVersion);
            if (code != 0)
                ThrowOnError(code, Encoding.UTF8.GetString(name));
        }
        return (nint)stack[0];
    }
}
