using System.Text.Json;
using System.Text.Json.Nodes;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Links;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Reports;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Projecting;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Publications.Projecting;

namespace GpuBench.Tests.Reports.Expectations;

/// <summary>One report that is built from fixtures.</summary>
/// <param name="Of">The class that builds the report.</param>
/// <param name="Command">The command that prints the report.</param>
/// <param name="Name">What the case shows.</param>
internal sealed record ReportCase(Type Of, string Command, string Name, Func<Report> Make)
{
    /// <summary>The start of the names of its files.</summary>
    public override string ToString() => $"{Of.Name.Replace("Report", "", StringComparison.Ordinal).ToLowerInvariant()}.{Name}";
}

/// <summary>Every report. A test asserts that none is missing.</summary>
internal static class ReportCases
{
    private const string H20Figure = "h20-96gb-hbm3-gemm-throughput-bf16-003";

    private static Normalizer Published => Fixture.Normalizer;

    public static IReadOnlyList<ReportCase> All { get; } =
    [
        new(typeof(DeviceReport), "devices", "all-engines", () =>
            DeviceReport.Of(JsonText.Parse(Fixture.Text("devices.json"), JournalJson.Default.Inventory))),
        new(typeof(WorkloadReport), "workloads", "all", () => WorkloadReport.List(Workloads)),
        new(typeof(WorkloadReport), "workloads", "launch-latency", () => Described("launch-latency")),
        new(typeof(WorkloadReport), "workloads", "matmul", () => Described("matmul")),
        new(typeof(DoctorReport), "doctor", "each-severity", () =>
            DoctorReport.Of(JsonSerializer.Deserialize(Fixture.Text("doctor.json"), DoctorJson.Default.IReadOnlyListFinding)!)),
        new(typeof(DoctorReport), "doctor", "all-well", () => DoctorReport.Of([new("cores", Severity.Ok, "16 cores, no other load.")])),
        new(typeof(PlanReport), "run", "refusals", () => PlanReport.Of(Started("journal.v1.jsonl").Plan)),
        new(typeof(ResultReport), "compare", "results-v1", () => Result(Fixture.Text("results.v1.json"))),
        new(typeof(ResultReport), "compare", "wide", () => Result(Fixture.Text("results.v1.json")) with { IsWide = true }),
        new(typeof(ResultReport), "run", "newer-words", () => Result(WithNewerWords())),
        new(typeof(ResultReport), "run", "throttled", () =>
            ResultReport.Of(Fixture.AgainstFigures.Fill(WithThrottledRounds()), Fixture.AgainstFigures)),
        new(typeof(RowDetailReport), "compare", "some-rows", () => Explained("MatMul bf16 4096")),
        new(typeof(ComparisonReport), "compare", "each-verdict", () => Comparing("first", "later", "changed")),
        new(typeof(ComparisonReport), "compare", "two-devices", () => ComparisonReport.Of(
            RunComparer.Compare(Fixture.Run("first", "cuda:1"), [Fixture.Run("first", "cuda:0")]))),
        new(typeof(PublishedComparisonReport), "compare", "h20", () => PublishedComparisonReport.Of(H20, Published)),
        new(typeof(PublishedComparisonReport), "compare", "h20-sources", () =>
            PublishedComparisonReport.Of([H20[0]], Published, showsSources: true)),
        new(typeof(ProjectionReport), "project", "run", () => Projected(
            ProjectionSubject.Of("lab.json", Fixture.ReadText(Fixture.Text("results.v1.json")), new(Projecting, [])), null)),
        new(typeof(ProjectionReport), "project", "models", () => Projected(Models, Links)),
        new(typeof(FigureAcceleratorsReport), "figures accelerators", "all", () =>
            FigureAcceleratorsReport.Of(Published.Data, Published.Names)),
        new(typeof(FigureSourcesReport), "figures sources", "all", () => FigureSourcesReport.Of(Published.Data)),
        new(typeof(FigureListReport), "figures list", "all", () => FigureListReport.Of(Published.Data.Figures, Published.Data)),
        new(typeof(FigurePairsReport), "figures list", "h20-h100", () => Pairs("h20", "h100")),
        new(typeof(FigurePairsReport), "figures list", "none", () => FigurePairsReport.Of("h20", "910b", [], Published)),
        new(typeof(FigureDetailReport), "figures show", "measured", () => Detail(H20Figure)),
        new(typeof(FigureDetailReport), "figures show", "disputed", () => Detail("h100-sxm5-80gb-peak-compute-tf32-001")),
        new(typeof(FigureDetailReport), "figures show", "words", () => Detail("h20-96gb-hbm3-memory-type-001")),
        new(typeof(FigureCheckReport), "figures check", "consistent", () => Checked(Fixture.Figures)),
        new(typeof(FigureCheckReport), "figures check", "findings", () => Checked(new Edited("\"value\": 148,", "\"value\": -1,"))),
        new(typeof(FigureCoverageReport), "figures coverage", "some-rows", () => FigureCoverageReport.Of(
            SuiteCoverage.Of(Fixture.ReadText(Fixture.Text("results.v1.json")), Fixture.AgainstFigures), "lab",
            ["The device is imaginary."], Published.Names)),
        new(typeof(FigureTasksReport), "figures coverage", "some-tasks", () => FigureTasksReport.Of(
            FigureTasks.Of([("lab", Fixture.ReadText(Fixture.Text("results.v1.json")))], Fixture.AgainstFigures),
            Fixture.AgainstFigures.Against, Published.Names)),
        new(typeof(FigureAuditReport), "figures audit", "drawn", () =>
            FigureAuditReport.Of(new() { Seed = 2, HasUnsourced = true }, 3, Published.Data)),
        new(typeof(FigureAuditReport), "figures audit", "left-out", () =>
            FigureAuditReport.Of(new() { Source = "recalled" }, 3, Published.Data)),
        new(typeof(FigureAuditSummaryReport), "figures audit", "summary", () => FigureAuditSummaryReport.Of(Published.Data)),
        new(typeof(FigureValidationReport), "figures validate", "stored", Validated),
        new(typeof(HeadlineReport), "figures headline", "all", () => HeadlineReport.Of(HeadlineReader.Read(Fixture.Figures), Published)),
    ];

    /// <summary>What the shipped files have, and a difference from them.</summary>
    private static Report Validated() => FigureValidationReport.Of(
        ValidationTables.Read(new EmbeddedFiles())!, ProjectionModels.Read(new EmbeddedFiles())!, [],
        ["the law stream has triad = 2 stored, and the figures give 1.137"]);

    private static PublishedComparison[] H20 =>
    [
        .. Fixture.AgainstFigures.Against.Where(other => other.Accelerator != "h20").Select(other =>
            PublishedComparison.Of(Published.Names.Resolve("h20"), other, new FigurePairs(Published), Published)),
    ];

    private static Normalizer Projecting => field ??= new(PublishedData.Read(Fixture.Figures), ImaginaryLaws.Model);

    /// <summary>A model of a graph, an eager one, one of a serving engine that does not fit, and one without a shape.</summary>
    private static ProjectionSubject Models => new(
        "NVIDIA H100, published figures", "H100",
        [
            .. new[]
            {
                ImaginaryTasks.Decode("Llama-3-8B", 1, 1024), ImaginaryTasks.Decode("Llama-3-8B", 1, 1024, "transformers 4.46"),
                ImaginaryTasks.Prefill("Llama-3-8B", 4, 2048), ImaginaryTasks.Decode("Llama-3-70B", 64, 2048, "vllm 0.7", devices: 1),
                ImaginaryTasks.Decode("Mixtral-8x7B", 1, 1024),
            }.Select(task => new TaskToProject("", $"{task.Word("model")} b{task.Word("batch")}, {task.Program}", task)),
        ],
        new Dictionary<string, int> { ["the source does not state the whole task"] = 2 });

    private static LinkModel Links => new(
        Projecting.Projector,
        [
            ImaginaryTasks.AllReduce(H100, 1 << 15, 2e9), ImaginaryTasks.AllReduce(H100, 1 << 20, 40e9),
            ImaginaryTasks.AllReduce(H100, 1 << 30, 400e9),
        ],
        H100, 8);

    private static VariantId H100 => Projecting.Names.Resolve("h100");

    private static Report Projected(ProjectionSubject subject, LinkModel? links) => ProjectionReport.Of(
        subject, [.. new[] { "h100", "h20", "910b" }.Select(Projecting.Names.Resolve)], Projecting, ImaginaryLaws.Validation, links);

    private static IReadOnlyList<WorkloadEntry> Workloads => WorkloadEntry.ListOf(AllWorkloads.All, "gpubench");

    private static Report Described(string workload) => WorkloadReport.Detail(Workloads.Single(entry => entry.Name == workload));

    private static RunStarted Started(string journal) => (RunStarted)JournalReader.ReadFile(Fixture.PathOf(journal))[0];

    private static Report Result(string text) => ResultReport.Of(Fixture.ReadText(text), Fixture.AgainstFigures);

    private static Report Explained(string text)
    {
        var document = Fixture.ReadText(Fixture.Text("results.v1.json"));
        return RowDetailReport.Of(document, RowDetailReport.Matching(document, text), Fixture.AgainstFigures);
    }

    /// <summary>
    /// A document of the first nine rows from an interrupted run. Two rows and a back end have words that this version does not define.
    /// </summary>
    private static string WithNewerWords()
    {
        var document = JsonNode.Parse(Fixture.Text("results.v1.json"))!.AsObject();
        document["rows"]![0]!["unit"] = "dpx";
        document["rows"]![6]!["status"] = "partial";
        while (document["rows"]!.AsArray().Count > 9)
            document["rows"]!.AsArray().RemoveAt(9);
        document["manifest"]!["finishedAt"] = null;
        document["manifest"]!["missing"]!.AsArray().Add(
            JsonNode.Parse("""{"engine":"triton","backend":"hip","reason":"There is no driver.","cure":"Install it."}"""));
        return document.ToJsonString();
    }

    /// <summary>
    /// Rows of one device. The power limit slows down matrix multiply and link, and heat slows down a stream. A setting lowers clocks in
    /// all rounds, which is not throttling. One product is suspect.
    /// </summary>
    private static ResultDocument WithThrottledRounds()
    {
        var entries = JournalReader.ReadFile(Fixture.PathOf("journal.v1.jsonl"));
        var document = Fixture.FromEntries([.. entries.Select(entry => entry is RoundFinished finished
            ? finished with { Round = Throttled(finished.Round, finished.Key.Split('|')[2]) }
            : entry)]);
        return document with
        {
            Rows = [.. document.Rows.Where(row => row is { Engine: "ilgpu", Device.Backend: Backend.Cuda, Median: not null })],
        };
    }

    private static Round Throttled(Round round, string workload) => round with
    {
        TelemetryBefore = new Telemetry { ThrottleReasons = [ThrottleReason.ClockSetting] },
        TelemetryAfter = new Telemetry
        {
            ThrottleReasons = (workload, round.Index) switch
            {
                ("matmul", > 0) => [ThrottleReason.PowerCap],
                ("link", 2) => [ThrottleReason.PowerCap, ThrottleReason.SyncBoost],
                ("stream", 0) => [ThrottleReason.PowerCap, ThrottleReason.Thermal],
                ("stream", 1) => [ThrottleReason.PowerCap],
                _ => [ThrottleReason.Idle],
            },
        },
    };

    private static Report Comparing(string first, params string[] later) =>
        ComparisonReport.Of(RunComparer.Compare(Fixture.Run(first), [.. later.Select(name => Fixture.Run(name))]));

    private static Report Pairs(string numerator, string denominator) => FigurePairsReport.Of(
        numerator, denominator,
        new FigurePairs(Published).Between(Published.Names.ResolveAll(numerator), Published.Names.ResolveAll(denominator)), Published);

    private static Report Detail(string id) =>
        FigureDetailReport.Of(FigureDetail.Of(Published.Data.Find(id)!, Published), Published.Names);

    private static Report Checked(IDataFiles files)
    {
        var data = new CheckedData(files);
        return FigureCheckReport.Of(data, FigureChecks.Run(data));
    }

    /// <summary>The figures, with a mistake in every place that has the text.</summary>
    private sealed class Edited(string right, string wrong) : IDataFiles
    {
        public IEnumerable<DataFile> In(string folder) =>
            Fixture.Figures.In(folder).Select(file => file with { Text = file.Text.Replace(right, wrong, StringComparison.Ordinal) });
    }
}
