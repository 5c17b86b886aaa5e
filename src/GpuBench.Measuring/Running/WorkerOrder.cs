using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Running;

/// <summary>What a worker process is told on its standard input, as one JSON line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(InventoryOrder), "inventory")]
[JsonDerivedType(typeof(TrialsOrder), "trials")]
[JsonDerivedType(typeof(SelfTestOrder), "self-test")]
public abstract record WorkerOrder
{
    /// <summary>Where libtorch is to be loaded from; null: the loader's own search.</summary>
    public string? LibTorchDirectory { get; init; }
}
