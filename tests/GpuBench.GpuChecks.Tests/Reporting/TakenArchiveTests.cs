using System.Text.Json;
using GpuBench.GpuChecks.Reporting;
using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Tests.Reporting;

public sealed class TakenArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public void An_archive_is_unpacked_into_a_folder_of_device_and_date_with_a_manifest()
    {
        var folder = Take(Pack("NVIDIA H100 80GB HBM3"));
        Assert.Equal(_folder.File("results/nvidia-h100-80gb-hbm3/1970-01-01-000000"), folder);
        Assert.Equal("log\n", File.ReadAllText(Path.Combine(folder, "logs/one.log")));
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
        Assert.Equal("NVIDIA H100 80GB HBM3", manifest.RootElement.GetProperty("device").GetString());
        Assert.Equal("580.1", manifest.RootElement.GetProperty("driver").GetString());
        Assert.Equal("abc", manifest.RootElement.GetProperty("commit").GetString());
        Assert.Equal(12.3, manifest.RootElement.GetProperty("secondsUsed").GetDouble());
        Assert.Equal("results/large.bin", Assert.Single(manifest.RootElement.GetProperty("leftOut").EnumerateArray()).GetString());
        Assert.False(File.Exists(Path.Combine(folder, "results/large.bin")));
        Assert.Contains("left out: results/large.bin", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("NVIDIA H100 80GB HBM3", Assert.Single(MeasuredRun.All(_folder.File("results"))).Device);
    }

    [Fact]
    public void A_rehearsal_is_not_accepted_as_a_result()
    {
        var rehearsal = Pack("CUDA driver stand-in (no GPU)", isRehearsal: true);
        Assert.Contains("is a rehearsal", Assert.Throws<InvalidDataException>(() => Take(rehearsal)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("results")));
        // The same if the journal does not declare the rehearsal, or if a rehearsal's journal is put into the results by hand.
        Assert.Throws<InvalidDataException>(() => Take(Pack("CUDA driver stand-in (no GPU)")));
        TakenArchive.Take(rehearsal, _folder.File("elsewhere"), acceptsRehearsal: true, _output);
        Assert.Throws<InvalidDataException>(() => MeasuredRun.All(_folder.File("elsewhere")));
    }

    [Fact]
    public void An_archive_is_taken_once()
    {
        var archive = Pack("GPU");
        Take(archive);
        Assert.Contains("was taken before", Assert.Throws<IOException>(() => Take(archive)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_named_no_device_is_refused() =>
        Assert.Contains(
            "no step named the device",
            Assert.Throws<InvalidDataException>(() => Take(Pack(device: null))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_an_archive_is_refused()
    {
        File.WriteAllText(_folder.File("text"), "text");
        Assert.Contains(
            "is not an archive",
            Assert.Throws<InvalidDataException>(() => Take(_folder.File("text"))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    private string Take(string archive) => TakenArchive.Take(archive, _folder.File("results"), acceptsRehearsal: false, _output);

    private string Pack(string? device, bool isRehearsal = false)
    {
        var run = Directory.CreateDirectory(_folder.File(Path.GetRandomFileName())).FullName;
        Directory.CreateDirectory(Path.Combine(run, "logs"));
        Directory.CreateDirectory(Path.Combine(run, "results"));
        File.WriteAllText(Path.Combine(run, "logs/one.log"), "log\n");
        using (var large = File.Create(Path.Combine(run, "results/large.bin")))
            large.SetLength(TakenArchive.MaxBytes + 1);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (device is not null)
            (facts["device"], facts["driver"]) = (device, "580.1");
        var journal = new Journal(Path.Combine(run, Journal.FileName));
        journal.Add(new RunBegan(DateTimeOffset.UnixEpoch, isRehearsal, "abc", 450));
        journal.Add(new StepEnded("one", Verdict.Passed, "true", 0, 1, [], [], facts));
        journal.Add(new ChecksEnded(DateTimeOffset.UnixEpoch, 12.3, Stopped: null));
        var archive = run + ".tar.gz";
        ResultArchive.Pack(run, archive);
        return archive;
    }
}
