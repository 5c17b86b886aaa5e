using GpuBench.Tests.Fakes;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>Loading libtorch, each attempt in its own process.</summary>
public sealed class LibTorchTests
{
    [LinuxFact]
    public void The_bundled_libtorch_loads_once_and_multiplies_matrices()
    {
        var report = LibTorchChild.Start([null]);
        AssertLoadedFrom(BundledLibTorch.Directory, LibTorchOrigin.Bundled, report);
        Assert.Equal("2.10.0", report.Loaded!.Version);
        Assert.Equal([Path.Combine(BundledLibTorch.Directory, "libtorch_cpu.so")], report.MappedTorch);
        Assert.Equal([Path.Combine(BundledLibTorch.Directory, "libc10.so")], report.MappedC10);
    }

    [LinuxFact]
    public void A_wheel_named_by_the_option_is_the_one_that_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var wheel = BundledLibTorch.AsWheel(folder, "2.10.0+lab");
        AssertWheelLoaded(wheel, LibTorchOrigin.Option, LibTorchChild.Start(wheel));
    }

    [LinuxFact]
    public void A_wheel_named_by_the_environment_is_the_one_that_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var wheel = BundledLibTorch.AsWheel(folder, "2.10.0+lab");
        var report = LibTorchChild.StartWith("GPUBENCH_LIBTORCH", folder.Combine("site-packages", "torch"), [null]);
        AssertWheelLoaded(wheel, LibTorchOrigin.EnvironmentVariable, report);
    }

    [LinuxFact]
    public void A_wrong_directory_is_refused_with_reason_and_remedy_and_another_can_be_loaded()
    {
        using var empty = new TemporaryFolder();
        var report = LibTorchChild.Start(empty.FullName, null);
        var refusal = Assert.Single(report.Refusals);
        Assert.Equal($"--libtorch {empty.FullName} has no libtorch_cpu.so.", refusal.Reason);
        Assert.Contains("--libtorch or GPUBENCH_LIBTORCH", refusal.Remedy, StringComparison.Ordinal);
        AssertLoadedFrom(BundledLibTorch.Directory, LibTorchOrigin.Bundled, report);
    }

    [LinuxFact]
    public void An_invalid_library_is_refused_permanently_with_the_message_of_the_dynamic_linker()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
            File.WriteAllText(folder.Combine(name), "not a library");
        var report = LibTorchChild.Start(folder.FullName, null);
        Assert.Null(report.Loaded);
        Assert.Equal(2, report.Refusals.Count);
        Assert.Equal(report.Refusals[0], report.Refusals[1]);
        Assert.Contains("libc10.so: ", report.Refusals[0].Reason, StringComparison.Ordinal);
        Assert.Empty(report.MappedTorch);
    }

    [LinuxFact]
    public void A_second_directory_in_the_same_process_is_an_error_that_names_both()
    {
        using var folder = new TemporaryFolder();
        var wheel = BundledLibTorch.AsWheel(folder, "2.10.0+lab");
        var report = LibTorchChild.Start(null, BundledLibTorch.Directory, wheel);
        AssertLoadedFrom(BundledLibTorch.Directory, LibTorchOrigin.Bundled, report);
        Assert.Contains(BundledLibTorch.Directory, report.Contradiction, StringComparison.Ordinal);
        Assert.Contains(wheel, report.Contradiction, StringComparison.Ordinal);
        Assert.Single(report.MappedC10);
    }

    [LinuxFact]
    public void A_libtorch_in_the_runtimes_search_path_prevents_the_use_of_any_other()
    {
        using var folder = new TemporaryFolder();
        var searched = BundledLibTorch.AsWheel(folder, "2.10.0+beside");
        var report = LibTorchChild.StartWith(LibTorchChild.SearchedVariable, searched, BundledLibTorch.Directory, null);
        Assert.Contains(searched, Assert.Single(report.Refusals).Reason, StringComparison.Ordinal);
        AssertLoadedFrom(searched, LibTorchOrigin.AppDirectory, report);
    }

    [LinuxFact]
    public void An_unwritable_cache_does_not_keep_libtorch_from_loading()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("a-file-where-a-folder-should-be");
        File.WriteAllText(file, "");
        var report = LibTorchChild.StartWith("XDG_CACHE_HOME", file, [null]);
        AssertLoadedFrom(BundledLibTorch.Directory, LibTorchOrigin.Bundled, report);
        Assert.Equal(report.Loaded!.IsBridgePatched, report.Loaded.BridgeNote is not null);
    }

    private static void AssertWheelLoaded(string wheel, LibTorchOrigin origin, LibTorchReport report)
    {
        AssertLoadedFrom(wheel, origin, report);
        Assert.Equal("2.10.0+lab", report.Loaded!.Version);
        Assert.Equal([Path.Combine(wheel, "libc10.so")], report.MappedC10);
        Assert.Single(report.MappedTorch);
    }

    private static void AssertLoadedFrom(string directory, LibTorchOrigin origin, LibTorchReport report)
    {
        Assert.NotNull(report.Loaded);
        Assert.Equal((directory, origin), (report.Loaded.Directory, report.Loaded.Origin));
        Assert.False(report.Loaded.HasCuda);
        Assert.Null(report.Loaded.CudaFailure);
        Assert.Empty(report.Loaded.MissingSymbols);
        Assert.InRange(report.ProductErrorShare!.Value, 0, 1);
    }
}
