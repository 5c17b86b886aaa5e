using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Benchmarks.Checkpoints;

/// <summary>
/// The command <c>checkpoint</c>: writes a small random model as transformers reads it, tokens, and the logits behind the last of them
/// from <see cref="LlamaOracle"/>. So transformers, which is written independently, can judge the oracle.
/// </summary>
internal static class CheckpointCommand
{
    private const int TokenCount = 12;
    private const ulong Seed = 1;

    /// <exception cref="UserError">Exit code 2: the command line is wrong.</exception>
    public static int Run(string[] words)
    {
        var (folder, family) = words switch
        {
            [var directory] when !directory.StartsWith('-') => (directory, CheckpointFamily.All[0]),
            [var directory, "--model", var name] => (directory, Family(name)),
            _ => throw UserError.Usage($"checkpoint: use 'checkpoint DIR [--model {string.Join('|', Names)}]'"),
        };
        Write(Directory.CreateDirectory(folder).FullName, family);
        Console.Out.WriteLine($"{family.ModelType}: {folder}");
        return 0;
    }

    private static IEnumerable<string> Names => CheckpointFamily.All.Select(family => family.ModelType);

    private static CheckpointFamily Family(string name) => CheckpointFamily.All.FirstOrDefault(family => family.ModelType == name)
        ?? throw UserError.Usage($"--model: '{name}' is not known; use one of {string.Join(", ", Names)}");

    private static void Write(string folder, CheckpointFamily family)
    {
        var weights = new LlamaWeights(family.Config, DType.Fp32, Seed);
        var tokens = weights.Tokens(sequence: 0, TokenCount);
        File.WriteAllText(Path.Combine(folder, "config.json"), family.ConfigJson().ToJsonString());
        SafeTensorsFile.Write(Path.Combine(folder, "model.safetensors"), new HuggingFaceTensors(family, weights).All());
        File.WriteAllText(Path.Combine(folder, "tokens.json"), JsonSerializer.Serialize(tokens));
        File.WriteAllText(Path.Combine(folder, "logits.json"), JsonSerializer.Serialize(new LlamaOracle(weights).LastLogits(tokens)));
    }
}
