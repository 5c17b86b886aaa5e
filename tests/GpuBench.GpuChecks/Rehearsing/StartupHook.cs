using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using GpuBench.GpuChecks.Rehearsing;

/// <summary>
/// Runs before the entry point of every .NET program that is started with <c>DOTNET_STARTUP_HOOKS</c> naming this assembly: the program
/// finds the fakes where the vendor's libraries would be, and so do the programs that it starts. The runtime asks for this very name.
/// </summary>
[SuppressMessage("Design", "MA0047", Justification = "The runtime looks for it outside of any namespace.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        // The program does not know the assemblies that this one refers to.
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is "GpuBench.PtxInterpreter" or "GpuBench.Testing"
                ? context.LoadFromAssemblyPath(Path.Combine(folder, $"{name.Name}.dll"))
                : null;
        FakeDriverInstallation.Install();
    }
}
