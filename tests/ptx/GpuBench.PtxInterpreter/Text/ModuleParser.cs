namespace GpuBench.PtxInterpreter.Text;

/// <summary>Parses the directives, variables and functions of a module.</summary>
internal sealed class ModuleParser(string text)
{
    private readonly TokenCursor _cursor = new(text);
    private readonly Dictionary<string, PtxFunction> _functions = [];
    private readonly List<PtxVariable> _variables = [];
    private string _version = "";
    private string _target = "";

    public PtxModule Parse()
    {
        while (!_cursor.IsAtEnd)
            ParseDirective();
        return new(_version, _target, _functions, _variables, _cursor.Lines);
    }

    private void ParseDirective()
    {
        switch (_cursor.Word)
        {
            case ".version":
                _cursor.Next();
                _version = _cursor.Next();
                break;
            case ".target":
                _cursor.Next();
                _target = _cursor.Next();
                while (_cursor.Accept(","))
                    _target += "," + _cursor.Next();
                break;
            case ".address_size":
                _cursor.Next();
                if (_cursor.NextInteger() != 64)
                    throw _cursor.Error("addresses have 64 bits here");
                break;
            case ".visible" or ".extern" or ".weak" or ".common" or ";":
                _cursor.Next();
                break;
            case ".func" or ".entry":
                AddFunction(new FunctionParser(_cursor).Parse());
                break;
            case ".global" or ".const" or ".shared":
                _variables.Add(VariableParser.Parse(_cursor));
                _cursor.Expect(";");
                break;
            case ".file" or ".pragma":
                _cursor.SkipDirective();
                break;
            case ".section":
                SkipSection();
                break;
            default:
                throw _cursor.Error($"unexpected '{_cursor.Word}' outside functions");
        }
    }

    /// <summary>A declaration never replaces a definition.</summary>
    private void AddFunction(PtxFunction function)
    {
        if (function.Body.Count > 0)
            _functions[function.Name] = function;
        else
            _functions.TryAdd(function.Name, function);
    }

    /// <summary>Skips a section of debugging data, in braces.</summary>
    private void SkipSection()
    {
        while (_cursor.Next() != "{")
        {
        }

        while (_cursor.Next() != "}")
        {
        }
    }
}
