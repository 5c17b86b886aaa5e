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
    /// <summary>Each architecture in a folder of its own.</summary>
    private const string All = "all";

    private const int TokenCount = 12;
    private const ulong Seed = 1;

    /// <exception cref="UserError">Exit code 2: the command line is wrong.</exception>
    public static int Run(string[] words)
    {
        switch (words)
        {
            case [var folder] when !folder.StartsWith('-'):
                Write(folder, CheckpointFamily.All[0]);
                return 0;
            case [var folder, "--model", All]:
                foreach (var family in CheckpointFamily.All)
                    Write(Path.Combine(folder, family.ModelType), family);
                return 0;
            case [var folder, "--model", var name]:
                Write(folder, Family(name));
                return 0;
            default:
                throw UserError.Usage($"checkpoint: use 'checkpoint DIR [--model {string.Join('|', Names)}|{All}]'");
        }
    }

    private static IEnumerable<string> Names => CheckpointFamily.All.Select(family => family.ModelType);

    private static CheckpointFamily Family(string name) => CheckpointFamily.All.FirstOrDefault(family => family.ModelType == name)
        ?? throw UserError.Usage($"--model: '{name}' is not known; use one of {string.Join(", ", Names)}, {All}");

    private static void Write(string folder, CheckpointFamily family)
    {
        Directory.CreateDirectory(folder);
        var weights = new LlamaWeights(family.Config, DType.Fp32, Seed);
        var tokens = weights.Tokens(sequence: 0, TokenCount);
        File.WriteAllText(Path.Combine(folder, "config.json"), family.ConfigJson().ToJsonString());
        SafeTensorsFile.Write(Path.Combine(folder, "model.safetensors"), new HuggingFaceTensors(family, weights).All());
        File.WriteAllText(Path.Combine(folder, "tokens.json"), JsonSerializer.Serialize(tokens));
        File.WriteAllText(Path.Combine(folder, "logits.json"), JsonSerializer.Serialize(new LlamaOracle(weights).LastLogits(tokens)));
        Console.Out.WriteLine($"{family.ModelType}: {folder}");
    }
}
