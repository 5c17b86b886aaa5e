using GpuBench.Fuzzing.Running;

return FuzzingProgram.Run(args);
