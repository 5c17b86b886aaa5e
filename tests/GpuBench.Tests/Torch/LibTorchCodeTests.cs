using System.Buffers.Binary;
using System.Text;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Workloads;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>The architectures for which a libtorch has code, and the reason that a device without such code gets.</summary>
public sealed class LibTorchCodeTests : IDisposable
{
    private const ushort Ptx = 1, MachineCode = 2;
    private static readonly string[] New = ["sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sm_60", "PyTorch 2.8 to 2.11 built for CUDA 12.6")]
    [InlineData("sm_70", "PyTorch 2.8 to 2.11 built for CUDA 12.6")]
    [InlineData("sm_35", "use --engine ilgpu, or an older PyTorch")]
    [InlineData("sm_75", null)]
    [InlineData("sm_80", null)]
    [InlineData("sm_89", null)]
    [InlineData("sm_90", null)]
    [InlineData("sm_103", null)]
    [InlineData("sm_110", "use a PyTorch built for this device")]
    [InlineData("sm_130", null)]
    public void Machine_code_runs_on_later_minor_versions_and_PTX_on_every_later_architecture(string device, string? remedy)
    {
        var reason = LibTorchCode.RefusalReason(Gpu(device, New));
        if (remedy is null)
        {
            Assert.Null(reason);
            return;
        }

        Assert.StartsWith($"this libtorch has code for {string.Join(' ', New)}, but not for {device}; ", reason, StringComparison.Ordinal);
        Assert.Contains(remedy, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_device_is_refused_if_libtorch_lists_no_architectures() => Assert.Null(LibTorchCode.RefusalReason(Gpu("sm_60", null)));

    [Fact]
    public void Rows_for_a_device_without_code_stay_in_the_suite_with_the_reason()
    {
        var (device, fp32) = (Gpu("sm_60", New), NumericTriple.Uniform(DType.Fp32));
        Assert.True(TorchTypes.Offers(device, fp32));
        Refusal?[] refusals =
            [TorchTypes.Refuse(device, Of(fp32)), TorchTypes.RefuseModel(device, Of(fp32)), TorchTypes.RefuseCode(device, Of(fp32))];
        foreach (var refusal in refusals)
        {
            Assert.Equal(TrialStatus.Unsupported, refusal!.Status);
            Assert.Contains("but not for sm_60", refusal.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_in_bf16_needs_compute_capability_8_0()
    {
        var device = Gpu("sm_70", ["sm_70"]);
        Assert.Contains(
            "bf16 needs compute capability 8.0",
            TorchTypes.RefuseModel(device, Of(NumericTriple.SummedInFp32(DType.Bf16)))!.Reason, StringComparison.Ordinal);
        Assert.Null(TorchTypes.RefuseModel(device, Of(NumericTriple.SummedInFp32(DType.Fp16))));
    }

    /// <summary>Eight files have code for three architectures and PTX. One file, of a linked library, has code for another only.</summary>
    [Fact]
    public void The_architectures_are_those_that_most_files_were_compiled_for()
    {
        var own = Container((MachineCode, 104, 75), (MachineCode, 24, 80), (MachineCode, 8, 90), (Ptx, 40, 90));
        var library = Library([.. Enumerable.Repeat(own, 8), Container((MachineCode, 64, 50))]);
        Assert.Equal(["sm_75", "sm_80", "sm_90", "compute_90"], FatBinaries.ArchitecturesIn(Write("libtorch_cuda.so", library)));
    }

    [Fact]
    public void A_file_that_cannot_be_parsed_has_no_list_of_architectures()
    {
        var library = Library([Container((MachineCode, 64, 80))]);
        Assert.Empty(FatBinaries.ArchitecturesIn(_folder.Combine("absent.so")));
        var text = "no library at all, but long enough to be one by its size alone, really"u8.ToArray();
        Assert.Empty(FatBinaries.ArchitecturesIn(Write("text.so", text)));
        for (var length = 0; length < library.Length; length += 7)
            Assert.Empty(FatBinaries.ArchitecturesIn(Write("cut.so", library[..length])));
    }

    private static Trial Of(NumericTriple dtype) =>
        new("torchsharp", "cuda:0", "decode", new Point(), dtype, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));

    private string Write(string name, byte[] content)
    {
        var path = _folder.Combine(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static DeviceInfo Gpu(string architecture, IReadOnlyList<string>? code) => new()
    {
        Engine = "torchsharp",
        Backend = Backend.Cuda,
        Index = 0,
        Class = DeviceClass.Accelerator,
        Name = "imaginary",
        Vendor = "NVIDIA",
        MemoryBytes = 16L << 30,
        Architecture = architecture,
        CodeArchitectures = code,
    };

    private static byte[] Container(params (ushort Kind, int CodeBytes, int Architecture)[] entries)
    {
        const int header = 64;
        var bytes = new byte[16 + entries.Sum(entry => header + entry.CodeBytes)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0xBA55ED50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), 16);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), (ulong)(bytes.Length - 16));
        var at = 16;
        foreach (var (kind, codeBytes, architecture) in entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), kind);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), header);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 8), (ulong)codeBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 28), (uint)architecture);
            at += header + codeBytes;
        }

        return bytes;
    }

    /// <summary>
    /// An ELF file with three sections: the null section, the containers with eight bytes after each, and the names. The table of
    /// sections is at the end.
    /// </summary>
    private static byte[] Library(IReadOnlyList<byte[]> containers)
    {
        var code = containers.SelectMany(container => container.Concat(new byte[8])).ToArray();
        var names = Encoding.ASCII.GetBytes("\0.nv_fatbin\0.shstrtab\0");
        var bytes = new byte[64 + code.Length + names.Length + 3 * 64];
        "\u007fELF\u0002\u0001"u8.CopyTo(bytes);
        code.CopyTo(bytes, 64);
        names.CopyTo(bytes, 64 + code.Length);
        var table = 64 + code.Length + names.Length;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x28), (ulong)table);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3A), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3C), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3E), 2);
        Describe(table + 64, name: 1, start: 64, size: code.Length);
        Describe(table + 128, name: 12, start: 64 + code.Length, size: names.Length);
        return bytes;

        void Describe(int at, uint name, int start, int size)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), name);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 0x18), (ulong)start);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 0x20), (ulong)size);
        }
    }
}
