namespace GpuBench.PtxInterpreter.Execution;

internal enum WarpState
{
    Ready,
    Waiting,
    Done,
}
