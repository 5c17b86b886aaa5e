using System.Runtime.InteropServices;
using System.Text;
using static GpuBench.Torch.Operators.LibTorchFunctions;

namespace GpuBench.Torch.Operators;

/// <summary>
/// Calls any libtorch operator by name, through the C interface. An operator reads its arguments from a stack of 64-bit words and
/// writes its result there. Arguments of schema type <c>Scalar</c> cannot be passed.
/// </summary>
internal static unsafe class AtenDispatcher
{
    /// <summary>
    /// More than any operator called here takes. An argument that a newer libtorch adds to a schema then reads zero, its "none".
    /// </summary>
    private const int StackLength = 24;

    /// <summary>The version of the schemas that callers use; a newer libtorch adapts to it.</summary>
    private const ulong SchemaVersion = 0x020A_0000_0000_0000;

    /// <summary>An absent optional argument.</summary>
    public static ulong None => 0;

    /// <summary>A second handle: the operator consumes it, and the caller keeps the tensor.</summary>
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

    /// <summary>A present optional argument: libtorch frees the word that contains it.</summary>
    public static ulong Present(ulong argument)
    {
        var word = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *word = argument;
        return (ulong)word;
    }

    /// <param name="name">Zero-terminated, e.g. <c>"aten::rms_norm"u8</c>.</param>
    /// <returns>The operator's only result: a number, or a tensor handle that the caller owns.</returns>
    /// <exception cref="InvalidOperationException">The operator refused; libtorch wrote the reason to standard error.</exception>
    public static nint Call(ReadOnlySpan<byte> name, ReadOnlySpan<ulong> arguments) => Call(name, "\0"u8, arguments);

    /// <inheritdoc cref="Call(ReadOnlySpan{byte}, ReadOnlySpan{ulong})"/>
    /// <param name="overload">Zero-terminated, e.g. <c>"out"u8</c>.</param>
    public static nint Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[StackLength];
        arguments.CopyTo(new Span<ulong>(stack, StackLength));
        // An empty span is pinned as null, which libtorch does not accept as the unnamed overload.
        fixed (byte* nameText = name, overloadText = overload.IsEmpty ? "\0"u8 : overload)
        {
            var code = torch_call_dispatcher(nameText, overloadText, stack, SchemaVersion);
            if (code != 0)
                ThrowOnError(code, Encoding.UTF8.GetString(name));
        }
        return (nint)stack[0];
    }

    /// <summary>Calls an operator that writes into a given tensor, and deletes the second handle that it returns for that tensor.</summary>
    /// <inheritdoc cref="Call(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{ulong})"/>
    public static void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, ReadOnlySpan<ulong> arguments) =>
        ThrowOnError(aoti_torch_delete_tensor_object(Call(name, overload, arguments)), "deleting a tensor handle");
}
