namespace GpuBench.Measuring.Rounds;

/// <summary>The device's timer gave no times, or too few: the trial has no rate, and the device is not harmed.</summary>
public sealed class UnusableTimerException(string message) : Exception(message);
