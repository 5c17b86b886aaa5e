namespace GpuBench.PtxMachine.Execution;

internal enum WarpState
{
    Ready,
    Waiting,
    Done,
}
