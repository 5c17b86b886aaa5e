using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>
/// Two proofs for each command without a GPU. What would run on a GPU is carried out by the same shell, with every program replaced by one
/// that says whether it would do something; then the command's other side runs in earnest, and its log must match every pattern.
/// </summary>
public sealed class Rehearsal(Installation installation, string folder)
{
    private readonly TimeSpan _patience = TimeLimit.Ample(TimeSpan.FromMinutes(1));
    private readonly string _inspectors = Directory.CreateDirectory(Path.Combine(folder, "inspectors")).FullName;
    private readonly string _inspected = Directory.CreateDirectory(Path.Combine(folder, "inspected")).FullName;

    /// <summary>
    /// Variables of the steps that run in earnest: the fake driver executes
    /// kernels, and tools of NVIDIA are strict imitations.
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
        // Of Python's torch there is no library here: its place has the names alone, and no engine finds a library in it.
        variables["TORCH_LIB"] = Path.Combine(installation.Tools, "torch-lib");
        return variables;
    }

    /// <summary>Writes the programs that stand for others, and the kernels' text where a check reads it and it was not packed.</summary>
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

    /// <returns>Why the command would not run on a GPU as it is meant to; empty: nothing is wrong with it.</returns>
    public IReadOnlyList<string> Inspect(GpuCheck check, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        var command = Alternates.Of(check.Command, Side.Gpu);
        // The other side runs in earnest.
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
