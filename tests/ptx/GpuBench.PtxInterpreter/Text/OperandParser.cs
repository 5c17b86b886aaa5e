using System.Globalization;

namespace GpuBench.PtxInterpreter.Text;

/// <summary>Parses operands and constants.</summary>
internal static class OperandParser
{
    public static PtxOperand Parse(TokenCursor cursor)
    {
        if (cursor.Accept("{"))
            return new ListOperand(ParseList(cursor, "}"));
        if (cursor.Accept("("))
            return new ListOperand(ParseList(cursor, ")"));
        if (cursor.Accept("["))
            return ParseAddress(cursor);
        if (cursor.Accept("-"))
            return Negate(ParseConstant(cursor));
        if (cursor.Accept("!"))
            return new NameOperand(cursor.Next(), IsNegated: true);
        if (IsConstant(cursor.Word))
            return ParseConstant(cursor);

        var first = ParseName(cursor);
        return cursor.Accept("|") ? new PairOperand(first, ParseName(cursor)) : first;
    }

    /// <summary>A decimal, <c>0x</c>, <c>0b</c> or octal integer, a bit pattern <c>0f</c> or <c>0d</c>, or a decimal fraction.</summary>
    public static ConstantOperand ParseConstant(TokenCursor cursor)
    {
        if (!IsConstant(cursor.Word))
            throw cursor.Error($"expected a constant, found '{cursor.Word}'");

        var word = cursor.Word;
        try
        {
            // The lexer splits a decimal fraction at the sign of its exponent. No compiler prints such a constant.
            var constant = Constant(word);
            cursor.Next();
            return constant;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw cursor.Error($"'{word}' is not a constant");
        }
    }

    private static ConstantOperand Constant(string word)
    {
        var prefix = word.Length > 2 && word[0] == '0' ? char.ToLowerInvariant(word[1]) : ' ';
        var digits = word.TrimEnd('U');
        return prefix switch
        {
            'f' => new(uint.Parse(word.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), ConstantKind.Single),
            'd' => new(ulong.Parse(word.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), ConstantKind.Double),
            'x' => new(ulong.Parse(digits.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), ConstantKind.Integer),
            'b' => new(ulong.Parse(digits.AsSpan(2), NumberStyles.BinaryNumber, CultureInfo.InvariantCulture), ConstantKind.Integer),
            _ when word.Contains('.') =>
                new(BitConverter.DoubleToUInt64Bits(double.Parse(word, CultureInfo.InvariantCulture)), ConstantKind.Double),
            >= '0' and <= '7' => new(Convert.ToUInt64(digits, 8), ConstantKind.Integer),
            _ => new(ulong.Parse(digits, CultureInfo.InvariantCulture), ConstantKind.Integer),
        };
    }

    private static ConstantOperand Negate(ConstantOperand constant) => constant.Kind switch
    {
        ConstantKind.Single => constant with { Bits = constant.Bits ^ 1UL << 31 },
        ConstantKind.Double => constant with { Bits = constant.Bits ^ 1UL << 63 },
        _ => constant with { Bits = 0 - constant.Bits },
    };

    private static AddressOperand ParseAddress(TokenCursor cursor)
    {
        var start = Parse(cursor);
        long offset = 0;
        if (cursor.Accept("+"))
            offset = cursor.Accept("-") ? -(long)ParseConstant(cursor).Bits : (long)ParseConstant(cursor).Bits;
        else if (cursor.Accept("-"))
            offset = -(long)ParseConstant(cursor).Bits;

        var items = new List<PtxOperand>();
        while (cursor.Accept(","))
            items.Add(Parse(cursor));
        cursor.Expect("]");
        return new(start, offset, items);
    }

    private static List<PtxOperand> ParseList(TokenCursor cursor, string end)
    {
        var items = new List<PtxOperand>();
        while (!cursor.Accept(end))
        {
            items.Add(Parse(cursor));
            if (!cursor.Accept(",") && cursor.Word != end)
                throw cursor.Error($"expected ',' or '{end}', found '{cursor.Word}'");
        }

        return items;
    }

    private static PtxOperand ParseName(TokenCursor cursor)
    {
        var name = cursor.Next();
        if (name == "_")
            return new SinkOperand();
        if (!(char.IsAsciiLetter(name[0]) || name[0] is '_' or '$' or '%'))
            throw cursor.Error($"'{name}' is not an operand");
        return new NameOperand(name);
    }

    private static bool IsConstant(string word) => word.Length > 0 && char.IsAsciiDigit(word[0]);
}
