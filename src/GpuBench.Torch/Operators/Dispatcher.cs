using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GpuBench.Torch.Operators;

/// <summary>
/// Calls operators that TorchSharp has no method for, through libtorch's stable C interface (PyTorch, "libtorch stable ABI").
/// An error inside comes back as a return code; libtorch writes its message to standard error.
/// </summary>
internal static unsafe partial class Dispatcher
{
    private const string Library = "torch_cpu";

    /// <summary>
    /// The stack must hold every argument of the schema that the loaded libtorch has: a zero beyond those we know reads as
    /// none, false or 0, which is what later arguments default to.
    /// </summary>
    private const int StackSlots = 24;

    /// <summary>2.10.0, the version these calls were written against: a newer libtorch adapts a schema that has changed since.</summary>
    private const ulong WrittenAgainst = 0x020A_0000_0000_0000;

    public const ulong None = 0;

    /// <summary>An argument that the call consumes.</summary>
    public static ulong Argument(Tensor tensor)
    {
        Require(NewHandle(tensor.Handle, out var handle), "a tensor handle");
        return (ulong)handle;
    }

    public static ulong Argument(bool flag) => flag ? 1ul : 0ul;

    public static ulong Argument(double number) => BitConverter.DoubleToUInt64Bits(number);

    /// <summary>The first result as a tensor that the caller disposes.</summary>
    /// <exception cref="InvalidOperationException">libtorch refused; its message is on standard error.</exception>
    public static Tensor CallForTensor(string operation, ReadOnlySpan<ulong> arguments) =>
        Tensor.UnsafeCreateTensor((IntPtr)Call(operation, arguments));

    /// <summary>The first result as a number.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="CallForTensor"/>.</exception>
    public static long CallForInteger(string operation, ReadOnlySpan<ulong> arguments) => (long)Call(operation, arguments);

    private static ulong Call(string operation, ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[StackSlots];
        var slots = new Span<ulong>(stack, StackSlots);
        slots.Clear();
        arguments.CopyTo(slots);
        Require(CallDispatcher(operation, "", stack, WrittenAgainst), operation);
        return stack[0];
    }

    private static void Require(int returnCode, string what)
    {
        if (returnCode != 0)
            throw new InvalidOperationException($"libtorch refused {what}");
    }

    [LibraryImport(Library, EntryPoint = "torch_call_dispatcher", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CallDispatcher(string operation, string overload, ulong* stack, ulong writtenAgainst);

    [LibraryImport(Library, EntryPoint = "aoti_torch_new_tensor_handle")]
    private static partial int NewHandle(nint tensor, out nint handle);
}
