using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuBench.Benchmarks.Checkpoints;

/// <summary>A named tensor of fp32, row-major.</summary>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values);

/// <summary>
/// Writes tensors as Hugging Face's safetensors: the length of the header in 8 bytes, the header in JSON, then the data. All numbers are
/// little-endian.
/// </summary>
internal static class SafeTensorsFile
{
    // Readers map the file into memory, so the data begins at a multiple of this.
    private const int Alignment = 8;

    public static void Write(string path, IReadOnlyList<NamedTensor> tensors)
    {
        // The library of transformers refuses files that do not name a framework.
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        var end = 0L;
        foreach (var tensor in tensors)
        {
            var begin = end;
            end += sizeof(float) * (long)tensor.Values.Length;
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = JsonSerializer.SerializeToNode(tensor.Shape),
                ["data_offsets"] = new JsonArray(begin, end),
            };
        }
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (Alignment - (text.Length % Alignment)) % Alignment;
        using var file = new BinaryWriter(File.Create(path));
        file.Write((long)text.Length + padding);
        file.Write(text);
        file.Write([.. Enumerable.Repeat((byte)' ', padding)]);
        foreach (var tensor in tensors)
            file.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
    }
}
