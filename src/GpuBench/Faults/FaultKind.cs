namespace GpuBench.Faults;

/// <summary>What can be made to go wrong at the first launch of a trial.</summary>
internal enum FaultKind
{
    /// <summary>The process ends by SIGABRT, as libtorch and drivers do.</summary>
    Abort,

    /// <summary>The launch never returns.</summary>
    Hang,

    /// <summary>The engine throws.</summary>
    Throw,

    /// <summary>The process is killed from outside, as when memory runs out.</summary>
    Kill,

    /// <summary>The kernel does nothing.</summary>
    Idle,

    /// <summary>libtorch refuses shapes that cannot be multiplied. Of the engines on libtorch alone, as the next two.</summary>
    Shape,

    /// <summary>libtorch ends the process over the same shapes: of the torchsharp engine alone.</summary>
    ShapeAbort,

    /// <summary>libtorch finds no memory.</summary>
    OutOfMemory,
}
