namespace GpuBench.Torch.Devices;

/// <summary>Records the device's work of a launch, to start it again with one call.</summary>
internal interface ILaunchRecorder
{
    /// <summary>
    /// Runs the launch once, so that libraries load and memory is reserved, and then records it without running it.
    /// </summary>
    /// <param name="launch">Uses the same memory each time, and does not wait for the device.</param>
    /// <exception cref="RecordingException">It cannot be recorded. The message has the reason.</exception>
    IRecordedLaunch Record(Action launch);
}

/// <summary>A recorded launch.</summary>
internal interface IRecordedLaunch : IDisposable
{
    /// <summary>What it is, for the reason of the result's kernel.</summary>
    string Form { get; }

    /// <summary>Kernels that one replay starts.</summary>
    int KernelCount { get; }

    /// <summary>Enqueues the work on the stream that the device's timer watches.</summary>
    void Replay();
}

/// <summary>A launch cannot be recorded.</summary>
public sealed class RecordingException(string message, Exception? cause = null) : Exception(message, cause);
