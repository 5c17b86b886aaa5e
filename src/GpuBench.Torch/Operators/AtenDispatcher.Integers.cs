namespace GpuBench.Torch.Operators;

internal static unsafe partial class AtenDispatcher
{
    /// <summary>As <see cref="Call"/>, for an operator whose one result is a number.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Call"/>.</exception>
    public static long CallForInteger(ReadOnlySpan<byte> name, ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[StackLength];
        arguments.CopyTo(new Span<ulong>(stack, StackLength));
        fixed (byte* nameText = name, overload = "\0"u8)
            ThrowOnError(torch_call_dispatcher(nameText, overload, stack, SchemaVersion), System.Text.Encoding.UTF8.GetString(name));
        return (long)stack[0];
    }
}
