using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using GpuBench.GpuChecks.Rehearsing;

/// <summary>
/// Runs before the entry point of every .NET program that is started with this assembly in <c>DOTNET_STARTUP_HOOKS</c>. The program finds
/// the fakes in place of the vendor's libraries, and so do the programs that it starts. The runtime requires exactly this name.
/// </summary>
[SuppressMessage("Design", "MA0047", Justification = "The runtime looks for it outside of any namespace.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        // The program cannot find the assemblies that this assembly refers to.
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is "GpuBench.PtxInterpreter" or "GpuBench.Testing"
                ? context.LoadFromAssemblyPath(Path.Combine(folder, $"{name.Name}.dll"))
                : null;
        FakeDriverInstallation.Install();
    }
}
