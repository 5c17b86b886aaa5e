namespace GpuBench.PtxInterpreter.Text;

/// <summary>Parses declarations such as <c>.shared .align 16 .b8 tile[4096]</c>.</summary>
internal static class VariableParser
{
    public static PtxVariable Parse(TokenCursor cursor)
    {
        var space = cursor.Next()[1..];
        var type = "b8";
        var alignment = 1;
        var vectorLength = 1;
        while (cursor.Word.StartsWith('.'))
        {
            var word = cursor.Next()[1..];
            switch (word)
            {
                case "align":
                    alignment = cursor.NextInteger();
                    break;
                case "v2" or "v4":
                    vectorLength = word[1] - '0';
                    break;
                case "ptr" or "global" or "shared" or "const" or "local":
                    break;
                default:
                    type = word;
                    break;
            }
        }

        var name = cursor.Next();
        var byteCount = PtxType.SizeOf(type) * vectorLength;
        while (cursor.Accept("["))
        {
            byteCount = cursor.Word == "]" ? 0 : byteCount * (int)OperandParser.ParseConstant(cursor).Bits;
            cursor.Expect("]");
        }

        var initialBytes = cursor.Accept("=") ? ParseInitializer(cursor, PtxType.SizeOf(type), byteCount) : null;
        return new(name, space, type, Math.Max(alignment, PtxType.SizeOf(type)), byteCount, initialBytes);
    }

    /// <summary>Parses the parameters or results of a function. Returns an empty list if none starts here.</summary>
    public static List<PtxVariable> ParseList(TokenCursor cursor)
    {
        var variables = new List<PtxVariable>();
        if (!cursor.Accept("("))
            return variables;

        while (!cursor.Accept(")"))
        {
            if (!cursor.Word.StartsWith('.'))
                throw cursor.Error($"expected a parameter, found '{cursor.Word}'");
            variables.Add(Parse(cursor));
            cursor.Accept(",");
        }

        return variables;
    }

    private static byte[] ParseInitializer(TokenCursor cursor, int elementBytes, int byteCount)
    {
        var bytes = new byte[byteCount];
        var isList = cursor.Accept("{");
        var offset = 0;
        do
        {
            var isNegative = cursor.Accept("-");
            var bits = OperandParser.ParseConstant(cursor).Bits;
            if (offset + elementBytes > byteCount)
                throw cursor.Error("too many initial values");
            BitConverter.GetBytes(isNegative ? 0 - bits : bits).AsSpan(0, elementBytes).CopyTo(bytes.AsSpan(offset));
            offset += elementBytes;
        }
        while (cursor.Accept(","));

        if (isList)
            cursor.Expect("}");
        return bytes;
    }
}
