using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "prmt": selects four bytes from eight.</summary>
internal static class Permutation
{
    public static void Decode(DecodingContext context)
    {
        // The mode follows the type: prmt.b32.f4e.
        var function = Find(context.Statement.Modifiers.ElementAtOrDefault(1)) ?? throw context.Unsupported();
        var instruction = new LaneInstruction(
            context.Write(0), context.Read(1, sizeof(uint)), context.Read(2, sizeof(uint)), context.Read(3, sizeof(uint)), function);
        context.Emit(instruction, InstructionClass.Integer);
    }

    /// <param name="mode">With null, the control selects each byte. The named modes use the low two bits of the control.</param>
    /// <returns><see langword="null"/> if the mode does not exist.</returns>
    private static LaneFunction? Find(string? mode) => mode switch
    {
        null => (a, b, c) => Pick(a, b, index => (int)(c >> (4 * index)) & 15),
        "f4e" => (a, b, c) => Pick(a, b, index => ((int)c & 3) + index),
        "b4e" => (a, b, c) => Pick(a, b, index => (((int)c & 3) - index) & 7),
        "rc8" => (a, b, c) => Pick(a, b, _ => (int)c & 3),
        "ecl" => (a, b, c) => Pick(a, b, index => Math.Max((int)c & 3, index)),
        "ecr" => (a, b, c) => Pick(a, b, index => Math.Min((int)c & 3, index)),
        "rc16" => (a, b, c) => Pick(a, b, index => (2 * ((int)c & 1)) + (index & 1)),
        _ => null,
    };

    private static ulong Pick(ulong a, ulong b, Func<int, int> selectorOf)
    {
        var bytes = b << 32 | a;
        ulong result = 0;
        for (var index = 0; index < 4; index++)
        {
            var selector = selectorOf(index);
            var value = (bytes >> ((selector & 7) * 8)) & 255;
            // If the fourth bit is set, the result is copies of the byte's sign.
            if ((selector & 8) != 0)
                value = (value & 0x80) != 0 ? 255UL : 0;
            result |= value << (8 * index);
        }

        return result;
    }
}
