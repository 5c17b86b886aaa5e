using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>
/// Checks each command in two ways without a GPU. First, the same shell runs the GPU side of the command, with every program replaced by
/// one that reports whether it would work. Then the rehearsal side of the command really runs, and its log must match every pattern.
/// </summary>
public sealed class Rehearsal(Installation installation, string folder)
{
    private readonly TimeSpan _patience = TimeLimit.Ample(TimeSpan.FromMinutes(1));
    private readonly string _inspectors = Directory.CreateDirectory(Path.Combine(folder, "inspectors")).FullName;
    private readonly string _inspected = Directory.CreateDirectory(Path.Combine(folder, "inspected")).FullName;

    /// <summary>
    /// Variables of the steps that really run. The fake driver executes kernels, and strict imitations replace NVIDIA's tools.
    /// </summary>
    public Dictionary<string, string> Environment()
    {
        var variables = StepEnvironment.Create(installation, folder);
        variables["PATH"] = $"{installation.Tools}:{variables["PATH"]}";
        variables["PYTHONPATH"] = Path.Combine(installation.Tools, "python");
        variables["PYTHONDONTWRITEBYTECODE"] = "1";
        variables["DOTNET_STARTUP_HOOKS"] = Path.Combine(installation.Folder, "gpu-checks.dll");
        variables[FakeDriverInstallation.ModeVariable] = FakeDriverInstallation.Execute;
        variables["LIMIT_SECONDS"] = "60";
        // The library of Python's torch is absent here. The folder contains only the file names, and no engine finds a library in it.
        variables["TORCH_LIB"] = Path.Combine(installation.Tools, "torch-lib");
        return variables;
    }

    /// <summary>
    /// Writes the substitute programs. It also writes the kernels' text if a check reads it and the bundle does not contain it.
    /// </summary>
    public void Prepare(Dictionary<string, string> variables, IReadOnlyList<GpuCheck> checks)
    {
        var self = System.Environment.ProcessPath!;
        var command = Path.GetFileName(self) == "dotnet"
            ? $"'{self}' '{Path.Combine(installation.Folder, "gpu-checks.dll")}'"
            : $"'{self}'";
        foreach (var name in KnownPrograms.All.Keys)
        {
            var script = Path.Combine(_inspectors, name);
            File.WriteAllText(script, $"#!/bin/sh\nexec {command} inspect {name} \"$@\"\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (Directory.Exists(variables["PTX"]) || !checks.Any(check => check.Command.Contains("$PTX", StringComparison.Ordinal)))
            return;
        variables["PTX"] = Path.Combine(folder, "ptx");
        var log = Path.Combine(folder, "ptx.log");
        var end = new ProcessGroup(folder, variables).Run("GpuBench.Kernels.Tests ptx \"$PTX\"", log, _patience, CancellationToken.None);
        if (end.ExitCode != 0)
            throw new InvalidOperationException($"the kernels' text cannot be written:\n{File.ReadAllText(log)}");
    }

    /// <returns>The reasons why the command would fail on a GPU. Empty means no defect was found.</returns>
    public IReadOnlyList<string> Inspect(GpuCheck check, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        var command = Alternates.Of(check.Command, Side.Gpu);
        // The rehearsal side really runs.
        if (command == Alternates.Of(check.Command, Side.Rehearsal))
            return [];
        var inspecting = new Dictionary<string, string>(variables, StringComparer.Ordinal)
        {
            [FakeDriverInstallation.ModeVariable] = "present",
            ["GPU_CHECKS_INSPECTS"] = "1",
            ["PATH"] = $"{_inspectors}:{variables["PATH"]}",
        };
        var results = Directory.CreateDirectory(Path.Combine(_inspected, check.Name)).FullName;
        var log = Path.Combine(_inspected, check.Name + ".log");
        var end = new ProcessGroup(results, inspecting).Run(command, log, _patience, cancellation);
        return end.ExitCode == 0
            ? []
            : [$"the GPU's side of the command is not understood: {command}", .. File.ReadAllLines(log).TakeLast(3)];
    }
}
