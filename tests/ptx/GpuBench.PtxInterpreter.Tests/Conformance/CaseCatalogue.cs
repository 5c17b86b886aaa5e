using System.Collections.Concurrent;
using GpuBench.PtxInterpreter.Conformance;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>The cases of each family, built once for all tests of a class.</summary>
public sealed class CaseCatalogue
{
    private readonly ConcurrentDictionary<string, ConformanceCase[]> _families = new(StringComparer.Ordinal);

    public ConformanceCase[] Of(string family) => _families.GetOrAdd(family, name => ConformanceSuite.Families[name]().ToArray());
}
