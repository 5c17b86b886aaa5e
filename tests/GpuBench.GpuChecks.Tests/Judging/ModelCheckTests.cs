using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;
using GpuBench.GpuChecks.Tests.Rehearsing;

namespace GpuBench.GpuChecks.Tests.Judging;

/// <summary>The scripts behind the checks of models, on the imitation of torch, and what the checks make of their output.</summary>
public sealed class ModelCheckTests : IDisposable
{
    private const string Eager =
        "decode llama3-8b single: 150 token/s, p50 6.7 ms, p95 6.8 ms; 0.700 of the bandwidth; 0.990 of Python's torch\n";
    private const string Graph =
        "decode llama3-8b graph: 160 token/s, p50 6.2 ms, p95 6.3 ms; 0.720 of the bandwidth; 1.010 of Python's torch\n";
    private const string Kernel = "  libtorch's rms_norm and scaled_dot_product_attention with its flash kernel, cuDNN off\n";
    private const string End = "2 rows of models, 0 failed\n";
    private const string Refused = "decode llama3-8b graph: unsupported: decode: the step is not recorded as a graph: words of libtorch\n";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Eager + Kernel + Graph + End, null)]
    [InlineData(Eager + Kernel + Refused + End, null)]
    [InlineData(Eager + Kernel + End, "nothing in the log matches ^decode llama3-8b graph")]
    [InlineData(Eager + Graph + End, "flash kernel")]
    [InlineData(Eager + Kernel + Graph + "2 rows of models, 1 failed\n", "0 failed")]
    public void A_log_without_a_row_or_kernel_fails_and_a_refused_recording_does_not(string log, string? problem) =>
        AssertProblem(problem, log);

    [Theory]
    [InlineData("0.990 of P", "0.940 of P", "decode llama3-8b eager of Python's torch: 0.94 ×, at least 0.95 × is asked for")]
    [InlineData("1.010 of P", "0.940 of P", "decode llama3-8b from graphs of Python's torch: 0.94 ×, at least 0.95 × is asked for")]
    [InlineData("0.720 of the bandwidth", "0.640 of the bandwidth", "decode llama3-8b from graphs of the bandwidth: 0.64 ×")]
    [InlineData("; 0.720 of the bandwidth", "", "nothing in the log matches")]
    [InlineData("graph: 160 token/s", "graph: failed: wrong result", "nothing in the log matches")]
    public void A_slow_or_failed_row_fails_the_check(string from, string to, string problem) =>
        AssertProblem(problem, (Eager + Kernel + Graph + End).Replace(from, to, StringComparison.Ordinal));

    [PythonFact]
    public void Each_mode_of_the_peer_is_a_line_of_JSON_with_the_rate_of_its_median()
    {
        var (exitCode, output, _) = Peer("qwen3-8b", "--tiny", "--batch", "3", "--steps", "4", "--seconds", "0.1");
        Assert.True(exitCode == 0, output);
        var lines = File.ReadLines(_folder.File("peer.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["eager", "graph", "prefill"], lines.Select(line => (string)line["mode"]!));
        // Every call of the imitation takes a millisecond: three tokens for each step, 3 · 2048 for a prompt.
        Assert.Equal([3_000, 3_000, 6_144_000], lines.Select(line => (double)line["tokensPerSecond"]!));
        Assert.All(lines, line => Assert.Equal(
            ("qwen3-8b-tiny", 1, 1), ((string)line["model"]!, (double)line["p50Ms"]!, (double)line["p95Ms"]!)));
        Assert.All(lines.Take(2), line => Assert.Equal(0, (int)line["samples"]! % 4));
    }

    /// <summary>The imitation checks shapes, strides and types as torch does, and the prompt is longer than the prepared cache.</summary>
    [PythonFact]
    public void A_mode_that_torch_refuses_is_reported_and_the_others_are_measured()
    {
        var broken = File.ReadAllText(Repository.File("tests/tools/model_peer.py"))
            .Replace("new_cache(options.batch, options.prompt)", "new_cache(options.batch, 1)", StringComparison.Ordinal);
        var script = _folder.File("broken.py");
        File.WriteAllText(script, broken);
        var (exitCode, output, _) = Python(script, _folder.File("peer.jsonl"), "llama3-8b", "--tiny", "--seconds", "0.1");
        Assert.Equal(1, exitCode);
        Assert.Equal(2, output.Split("tokensPerSecond").Length - 1);
        Assert.Contains(
            "\"error\": \"RuntimeError: start (0) + length (2048) exceeds dimension size (1)\"", output, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("--modes eager,grpah", 2, "grpah is unknown; use eager, graph, prefill")]
    [InlineData("--device cpu", 2, "a processor has no graphs; use eager,prefill")]
    [InlineData("--steps 0", 2, "must be above 0")]
    public void Wrong_options_of_the_peer_are_refused(string options, int exitCode, string says)
    {
        var result = Peer(["llama3-8b", .. options.Split(' ')]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_Python_without_torch_says_so_with_its_own_exit_code()
    {
        // -S: without installed packages.
        var (exitCode, _, error) = Start(
            imitation: false, "-S", Repository.File("tests/tools/model_peer.py"), _folder.File("peer.jsonl"), "llama3-8b");
        Assert.Equal(3, exitCode);
        Assert.Contains("has no torch", error, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_row_is_set_beside_memory_product_and_peer_of_the_same_point()
    {
        Imitate("llama3-8b,decode,prefill", "rows.json");
        File.WriteAllText(
            _folder.File("peer.jsonl"),
            """
            {"model": "llama3-8b", "mode": "eager", "b": 1, "context": 961, "steps": 128, "tokensPerSecond": 2020}
            {"model": "llama3-8b", "mode": "graph", "b": 1, "context": 0, "steps": 128, "tokensPerSecond": 2040}
            {"model": "llama3-8b", "mode": "prefill", "b": 1, "prompt": 2048, "tokensPerSecond": 1050000}
            """);
        var (exitCode, output, _) = Rows("rows.json", "peer.jsonl");
        Assert.Equal(0, exitCode);
        // 1010 · 15.14 GB of 3.35 TB/s; 2.1e6 / 2048 · 29.6 TFLOP of 700 TFLOP/s.
        Assert.Contains(
            "single: 1010 token/s, p50 0.9901 ms, p95 1.089 ms; 4.565 of the bandwidth; 0.500 of Python's torch\n",
            output, StringComparison.Ordinal);
        Assert.Contains("graph: 1020 token/s, p50 0.9804 ms, p95 1.078 ms; 4.610 of the bandwidth\n", output, StringComparison.Ordinal);
        Assert.Contains("; 43.359 of the product of 8192; 2.000 of Python's torch\n", output, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_row_with_int8_weights_is_named_and_set_beside_published_int8_weights()
    {
        Imitate("qwen3-1.7b,int8", "rows.json");
        var (exitCode, output, _) = Rows("rows.json");
        Assert.Equal(0, exitCode);
        Assert.Contains("decode qwen3-1.7b int8 single: 300 token/s", output, StringComparison.Ordinal);
        Assert.Contains("decode qwen3-1.7b int8 graph: 310 token/s", output, StringComparison.Ordinal);
        Assert.Contains("published: H20 28.06 (Transformers), 257.4 (SGLang)\n", output, StringComparison.Ordinal);
    }

    [PythonFact]
    public void Only_a_recording_may_be_unsupported()
    {
        Imitate("llama3-8b,unsupported", "rows.json");
        var (exitCode, output, _) = Rows("rows.json");
        Assert.Equal(0, exitCode);
        Assert.Contains("graph: unsupported: decode: the step is not recorded as a graph: words", output, StringComparison.Ordinal);
        IEnumerable<(string From, string To)> failures =
            [("\"graph\"", "\"single\""), ("\"unsupported\"", "\"failed\""), ("\"decode\"", "\"stream\"")];
        foreach (var (from, to) in failures)
        {
            File.WriteAllText(
                _folder.File("other.json"),
                File.ReadAllText(_folder.File("rows.json")).Replace(from, to, StringComparison.Ordinal));
            Assert.Equal(1, Rows("other.json").ExitCode);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertProblem(string? problem, string log)
    {
        var check = CheckList.Load(Repository.Checks).Checks.Single(one => one.Name == "models");
        var judged = check with { Expect = check.Expect! with { Files = null } };
        var problems = LogJudge.Judge(judged, Side.Gpu, 0, log, "/", "NVIDIA H200").Problems;
        if (problem is null)
            Assert.Empty(problems);
        else
            Assert.Contains(problems, one => one.Contains(problem, StringComparison.Ordinal));
    }

    private void Imitate(string what, string file)
    {
        var (exitCode, _, error) = Python(
            Repository.File("tests/tools/rehearsal/model-results"), what, "--out", _folder.File(file));
        Assert.True(exitCode == 0, error);
    }

    private (int ExitCode, string Output, string Error) Rows(params string[] files) =>
        Python([Repository.File("tests/tools/model_rows.py"), .. files.Select(_folder.File)]);

    private (int ExitCode, string Output, string Error) Peer(params string[] arguments) =>
        Python([Repository.File("tests/tools/model_peer.py"), _folder.File("peer.jsonl"), .. arguments]);

    private static (int ExitCode, string Output, string Error) Python(params string[] arguments) => Start(imitation: true, arguments);

    private static (int ExitCode, string Output, string Error) Start(bool imitation, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONPATH"] = imitation ? Repository.File("tests/tools/rehearsal/python") : "";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
