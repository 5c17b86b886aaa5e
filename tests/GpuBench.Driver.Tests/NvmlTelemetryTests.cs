using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Native;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Rounds;
using GpuBench.PtxInterpreter.Nvml;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class NvmlTelemetryTests(FakeDriverFixture fixture)
{
    private static readonly string[] AllReadings =
    [
        "nvmlDeviceGetClockInfo", "nvmlDeviceGetTemperature", "nvmlDeviceGetPowerUsage", "nvmlDeviceGetTotalEnergyConsumption",
        "nvmlDeviceGetCurrentClocksThrottleReasons", "nvmlDeviceGetEnforcedPowerLimit", "nvmlDeviceGetEccMode", "nvmlDeviceGetMigMode",
    ];

    [LinuxX64Fact]
    public void Readings_are_in_SI_units()
    {
        FakeNvml.Load().Reset(new()
        {
            Devices = [new() { ThrottleReasons = (ulong)NvmlClocksThrottleReasons.SwPowerCap, MigEnabled = true, EccEnabled = false }],
        });
        using var telemetry = OpenByPciBusId("00000000:01:00.0");

        var sample = telemetry.Read();
        Assert.Equal(1_980_000_000, sample.SmClockHertz.Value);
        Assert.Equal(3_201_000_000, sample.MemoryClockHertz.Value);
        Assert.Equal(41, sample.TemperatureCelsius.Value);
        Assert.Equal(123.456, sample.PowerWatts.Value);
        Assert.Equal(9_876_543.210, sample.TotalEnergyJoules.Value);
        Assert.Equal(NvmlClocksThrottleReasons.SwPowerCap, sample.ThrottleReasons.Value);
        Assert.Null(sample.PowerWatts.Reason);

        var settings = telemetry.ReadSettings();
        Assert.Equal(700, settings.EnforcedPowerLimitWatts.Value);
        Assert.False(settings.IsEccEnabled.Value);
        Assert.True(settings.IsMigEnabled.Value);
    }

    [LinuxX64Theory]
    [InlineData(NvmlClocksThrottleReasons.GpuIdle, "idle", false)]
    [InlineData(NvmlClocksThrottleReasons.ApplicationsClocksSetting, "clock-setting", false)]
    [InlineData(NvmlClocksThrottleReasons.DisplayClockSetting, "display-clock", false)]
    [InlineData(NvmlClocksThrottleReasons.SwPowerCap, "power-cap", true)]
    [InlineData(NvmlClocksThrottleReasons.SyncBoost, "sync-boost", true)]
    [InlineData(NvmlClocksThrottleReasons.SwThermalSlowdown, "thermal", true)]
    [InlineData(NvmlClocksThrottleReasons.HwThermalSlowdown, "thermal-hardware", true)]
    [InlineData(NvmlClocksThrottleReasons.HwSlowdown, "hardware-slowdown", true)]
    [InlineData(NvmlClocksThrottleReasons.HwPowerBrakeSlowdown, "power-brake", true)]
    public void Each_throttle_reason_has_a_word_in_the_telemetry(NvmlClocksThrottleReasons reason, string word, bool isThrottling)
    {
        fixture.Present(new() { Devices = [new()] });
        FakeNvml.Load().Reset(new() { Devices = [new() { ThrottleReasons = (ulong)reason }] });
        var backend = new CudaBackend();
        using var device = backend.Open(Assert.Single(backend.Discover().Devices));

        var telemetry = device.ReadTelemetry();
        Assert.Equal([word], telemetry?.ThrottleReasons);
        Assert.Equal(isThrottling ? [word] : [], Throttling.Of(telemetry));
    }

    [LinuxX64Fact]
    public void A_round_at_the_power_limit_is_throttled()
    {
        fixture.Present(new() { Devices = [new()] });
        var readings = NvmlClocksThrottleReasons.SwPowerCap | NvmlClocksThrottleReasons.ApplicationsClocksSetting;
        FakeNvml.Load().Reset(new() { Devices = [new() { ThrottleReasons = (ulong)readings }] });
        var backend = new CudaBackend();
        var device = Assert.Single(backend.Discover().Devices);

        var rounds = FakeDriverMeasurement.Run(backend, new LinkWorkload(), device).OfType<RoundFinished>().ToList();
        Assert.NotEmpty(rounds);
        Assert.All(rounds, round => Assert.Equal(["power-cap"], Throttling.Of(round.Round)));
    }

    [LinuxX64Fact]
    public void NVML_finds_a_CUDA_device_by_its_PCI_bus_id()
    {
        fixture.Present(new() { Devices = [new() { PciBus = 0x41 }] });
        FakeNvml.Load().Reset(new()
        {
            Devices = [new() { PciBusId = "00000000:01:00.0" }, new() { PciBusId = "00000000:41:00.0", TemperatureCelsius = 66 }],
        });
        using var context = fixture.CreateContext();

        Assert.True(NvmlTelemetry.TryOpen((CudaDevice)context.Devices[0], out var telemetry, out _));
        using (telemetry)
            Assert.Equal(66, telemetry.Read().TemperatureCelsius.Value);
    }

    [LinuxX64Fact]
    public void A_device_is_found_by_its_UUID()
    {
        FakeNvml.Load().Reset(new() { Devices = [new() { Uuid = "GPU-a" }, new() { Uuid = "GPU-b", TemperatureCelsius = 77 }] });

        Assert.True(NvmlTelemetry.TryOpenByUuid("GPU-b", out var telemetry, out _));
        using (telemetry)
        {
            Assert.Equal(77, telemetry.Read().TemperatureCelsius.Value);
            Assert.Equal("GPU-b", telemetry.ReadUuid());
        }
    }

    [LinuxX64Fact]
    public void An_unsupported_reading_has_a_reason_instead_of_a_value()
    {
        FakeNvml.Load().Reset(
            new() { Failures = AllReadings.ToDictionary(name => name, _ => NvmlResult.NotSupported, StringComparer.Ordinal) });
        using var telemetry = OpenByPciBusId("00000000:01:00.0");

        var sample = telemetry.Read();
        var settings = telemetry.ReadSettings();
        Assert.Equal((null, "not supported by this device"), (sample.SmClockHertz.Value, sample.SmClockHertz.Reason));
        Assert.Equal((null, "not supported by this device"), (sample.MemoryClockHertz.Value, sample.MemoryClockHertz.Reason));
        Assert.Equal((null, "not supported by this device"), (sample.TemperatureCelsius.Value, sample.TemperatureCelsius.Reason));
        Assert.Equal((null, "not supported by this device"), (sample.PowerWatts.Value, sample.PowerWatts.Reason));
        Assert.Equal((null, "not supported by this device"), (sample.TotalEnergyJoules.Value, sample.TotalEnergyJoules.Reason));
        Assert.Equal((null, "not supported by this device"), (sample.ThrottleReasons.Value, sample.ThrottleReasons.Reason));
        Assert.Equal(
            (null, "not supported by this device"), (settings.EnforcedPowerLimitWatts.Value, settings.EnforcedPowerLimitWatts.Reason));
        Assert.Equal((null, "not supported by this device"), (settings.IsEccEnabled.Value, settings.IsEccEnabled.Reason));
        Assert.Equal((null, "not supported by this device"), (settings.IsMigEnabled.Value, settings.IsMigEnabled.Reason));
    }

    [LinuxX64Theory]
    [InlineData(0)]
    [InlineData(uint.MaxValue)]
    public void Readings_of_zero_or_all_ones_have_no_value(uint nothing)
    {
        FakeNvml.Load().Reset(new()
        {
            Devices =
            [
                new()
                {
                    SmClockMegahertz = nothing, MemoryClockMegahertz = nothing, TemperatureCelsius = nothing, PowerMilliwatts = nothing,
                    EnforcedPowerLimitMilliwatts = nothing, TotalEnergyMillijoules = nothing == 0 ? 0 : ulong.MaxValue,
                    ThrottleReasons = ulong.MaxValue,
                },
            ],
        });
        using var telemetry = OpenByPciBusId("00000000:01:00.0");

        var sample = telemetry.Read();
        Assert.Equal((null, null, null), (sample.SmClockHertz.Value, sample.MemoryClockHertz.Value, sample.TemperatureCelsius.Value));
        Assert.Equal((null, null, null), (sample.PowerWatts.Value, sample.TotalEnergyJoules.Value, sample.ThrottleReasons.Value));
        Assert.Null(telemetry.ReadSettings().EnforcedPowerLimitWatts.Value);
        Assert.Equal("no plausible value", sample.PowerWatts.Reason);
    }

    [LinuxX64Fact]
    public void A_missing_permission_for_one_reading_does_not_affect_the_other_readings()
    {
        FakeNvml.Load().Reset(new()
        {
            Failures = new Dictionary<string, NvmlResult>(StringComparer.Ordinal) { ["nvmlDeviceGetPowerUsage"] = NvmlResult.NoPermission },
        });
        using var telemetry = OpenByPciBusId("00000000:01:00.0");

        var sample = telemetry.Read();
        Assert.Equal("no permission for this user", sample.PowerWatts.Reason);
        Assert.Equal(41, sample.TemperatureCelsius.Value);
    }

    [LinuxX64Fact]
    public void The_reason_states_a_missing_device_or_a_driver_that_is_not_loaded()
    {
        FakeNvml.Load().Reset(new());
        Assert.False(NvmlTelemetry.TryOpenByUuid("GPU-absent", out _, out var reason));
        Assert.Equal("no such device", reason);
        Assert.Equal(0, FakeNvml.Load().OpenCount);

        FakeNvml.Load().Reset(new()
        {
            Failures = new Dictionary<string, NvmlResult>(StringComparer.Ordinal) { ["nvmlInit_v2"] = NvmlResult.DriverNotLoaded },
        });
        Assert.False(NvmlTelemetry.TryOpenByUuid("GPU-00000000-0000-0000-0000-000000000001", out _, out reason));
        Assert.Equal("the driver is not loaded", reason);
    }

    [LinuxX64Fact]
    public void A_second_close_has_no_effect_and_later_readings_report_that_NVML_is_not_open()
    {
        FakeNvml.Load().Reset(new());
        var telemetry = OpenByPciBusId("00000000:01:00.0");
        using var other = OpenByPciBusId("00000000:01:00.0");
        Assert.Equal(2, FakeNvml.Load().OpenCount);

        telemetry.Dispose();
        telemetry.Dispose();

        Assert.Equal(1, FakeNvml.Load().OpenCount);
        Assert.Equal("NVML is not open", telemetry.Read().PowerWatts.Reason);
        Assert.NotNull(other.Read().PowerWatts.Value);
    }

    private static NvmlTelemetry OpenByPciBusId(string id)
    {
        Assert.True(NvmlTelemetry.TryOpenByPciBusId(id, out var telemetry, out var reason), reason);
        return telemetry;
    }
}
