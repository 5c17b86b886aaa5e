using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Comparing;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Tests.Reports.Expectations;

/// <summary>
/// Files of tests/GpuBench.Tests/Fixtures. Their content does not depend on the machine, the date or the published data of results/.
/// </summary>
internal static class Fixture
{
    private static readonly string[] AgainstNames = ["h100", "h20", "910b"];

    /// <summary>A subset of results/ that does not grow with it.</summary>
    public static IDataFiles Figures { get; } = new FolderFiles(PathOf("figures"));

    public static Normalizer Normalizer { get; } = new(PublishedData.Read(Figures));

    public static ResultNormalizer AgainstFigures { get; } = new(Normalizer, [.. AgainstNames.Select(Normalizer.Names.Resolve)]);

    public static string PathOf(string name) => Repository.File($"tests/GpuBench.Tests/Fixtures/{name}");

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>The document that a run with this journal would have saved, before it is compared with figures.</summary>
    public static ResultDocument FromJournal(string name) => FromEntries(JournalReader.ReadFile(PathOf(name)));

    public static ResultDocument FromEntries(IReadOnlyList<JournalEntry> entries) =>
        DocumentBuilder.Build(new RunProgress((RunStarted)entries[0], entries.Skip(1)), entries, WorkloadDefinitions.All);

    /// <summary>A file that is read and completed as <c>compare FILE</c> does.</summary>
    public static ResultDocument Read(string path) => AgainstFigures.Fill(ResultFile.Read(path, WorkloadDefinitions.All));

    /// <summary>The same as <see cref="Read"/>, for a file with other text.</summary>
    public static ResultDocument ReadText(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("results.json"), text);
        return Read(folder.Combine("results.json"));
    }

    /// <summary>The run of run-NAME.jsonl, as one side of a comparison.</summary>
    public static ComparedRun Run(string name, string? device = null) =>
        new($"{name}.json", new ResultNormalizer(Normalizer, []).Judge(FromJournal($"run-{name}.jsonl")), device);
}
