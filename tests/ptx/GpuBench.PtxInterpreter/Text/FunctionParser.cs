namespace GpuBench.PtxInterpreter.Text;

/// <summary>Parses a function or entry: its head, its performance directives and its body.</summary>
internal sealed class FunctionParser(TokenCursor cursor)
{
    private readonly List<PtxStatement> _body = [];
    private int _maxThreads;
    private Dim3? _cluster;

    public PtxFunction Parse()
    {
        var isEntry = cursor.Next() == ".entry";
        var results = isEntry ? [] : VariableParser.ParseList(cursor);
        var name = cursor.Next();
        var parameters = VariableParser.ParseList(cursor);
        while (cursor.Word is not ("{" or ";"))
            ParseDirective();
        if (!cursor.Accept(";"))
            ParseBody();
        return new(name, isEntry, results, parameters, _body, _maxThreads, _cluster);
    }

    private void ParseDirective()
    {
        var directive = cursor.Next();
        switch (directive)
        {
            case ".maxntid" or ".reqntid":
                _maxThreads = (int)ParseDim3().Count;
                break;
            case ".reqnctapercluster":
                _cluster = ParseDim3();
                break;
            case ".explicitcluster" or ".noreturn":
                break;
            case ".maxnreg" or ".minnctapersm" or ".maxnctapersm" or ".maxclusterrank":
                cursor.NextInteger();
                break;
            case ".pragma":
                cursor.SkipDirective();
                break;
            default:
                throw cursor.Error($"unknown directive '{directive}'");
        }
    }

    private Dim3 ParseDim3()
    {
        Span<uint> extents = [1, 1, 1];
        var count = 0;
        do
        {
            extents[count++] = (uint)cursor.NextInteger();
        }
        while (count < extents.Length && cursor.Accept(","));

        return new(extents[0], extents[1], extents[2]);
    }

    private void ParseBody()
    {
        cursor.Expect("{");
        var depth = 1;
        while (true)
        {
            var line = cursor.Line;
            if (cursor.Accept("{"))
            {
                depth++;
                _body.Add(new ScopeStart(line));
            }
            else if (cursor.Accept("}"))
            {
                if (--depth == 0)
                    return;
                _body.Add(new ScopeEnd(line));
            }
            else if (!cursor.Accept(";"))
            {
                ParseStatement(line);
            }
        }
    }

    private void ParseStatement(int line)
    {
        switch (cursor.Word)
        {
            case ".reg":
                ParseRegisters(line);
                return;
            case ".shared" or ".local" or ".param" or ".const" or ".global":
                _body.Add(new VariableStatement(line, VariableParser.Parse(cursor)));
                cursor.Expect(";");
                return;
            case ".pragma" or ".loc" or ".file":
                cursor.SkipDirective();
                return;
        }

        if (cursor.WordAt(1) == ":")
        {
            _body.Add(new LabelStatement(line, cursor.Next()));
            cursor.Expect(":");
            return;
        }

        _body.Add(ParseInstruction(line));
    }

    private void ParseRegisters(int line)
    {
        cursor.Expect(".reg");
        var type = cursor.Next()[1..];
        do
        {
            var name = cursor.Next();
            int? count = null;
            if (cursor.Accept("<"))
            {
                count = cursor.NextInteger();
                cursor.Expect(">");
            }

            _body.Add(new RegisterStatement(line, type, name, count));
        }
        while (cursor.Accept(","));

        cursor.Expect(";");
    }

    private InstructionStatement ParseInstruction(int line)
    {
        string? guard = null;
        var guardIsNegated = false;
        if (cursor.Accept("@"))
        {
            guardIsNegated = cursor.Accept("!");
            guard = cursor.Next();
        }

        if (cursor.Word.Length == 0 || !char.IsAsciiLetter(cursor.Word[0]))
            throw cursor.Error($"expected an instruction, found '{cursor.Word}'");

        var words = cursor.Next().Split('.');
        var operands = new List<PtxOperand>();
        while (!cursor.Accept(";"))
        {
            operands.Add(OperandParser.Parse(cursor));
            if (!cursor.Accept(",") && cursor.Word != ";")
                throw cursor.Error($"expected ',' or ';', found '{cursor.Word}'");
        }

        return new(line, words[0], words[1..], operands, guard, guardIsNegated);
    }
}
