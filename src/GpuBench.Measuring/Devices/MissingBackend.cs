namespace GpuBench.Measuring.Devices;

/// <summary>A back end that offers no device here.</summary>
/// <param name="Reason">What was found, in a sentence.</param>
/// <param name="Cure">What to do about it, in a sentence.</param>
public sealed record MissingBackend(string Engine, Backend Backend, string Reason, string Cure) : Extensible;
