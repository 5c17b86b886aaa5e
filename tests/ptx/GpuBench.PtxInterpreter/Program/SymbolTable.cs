namespace GpuBench.PtxInterpreter.Program;

/// <summary>Names by nested scope. The outermost scope is the module's.</summary>
internal sealed class SymbolTable
{
    private readonly List<Dictionary<string, Symbol>> _scopes = [[]];

    public void Declare(string name, Symbol symbol) => _scopes[^1][name] = symbol;

    public void Enter() => _scopes.Add([]);

    public void Leave() => _scopes.RemoveAt(_scopes.Count - 1);

    public Symbol? Find(string name)
    {
        for (var depth = _scopes.Count - 1; depth >= 0; depth--)
        {
            if (_scopes[depth].TryGetValue(name, out var symbol))
                return symbol;
        }

        return null;
    }

    /// <summary>Hides the caller's names. A called function has access only to names of the module and its own parameters.</summary>
    public void InFunction(Dictionary<string, Symbol> parameters, Action body)
    {
        var hidden = _scopes.GetRange(1, _scopes.Count - 1);
        _scopes.RemoveRange(1, hidden.Count);
        _scopes.Add(parameters);
        body();
        _scopes.RemoveRange(1, _scopes.Count - 1);
        _scopes.AddRange(hidden);
    }
}
