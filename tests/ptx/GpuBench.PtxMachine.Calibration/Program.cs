using GpuBench.PtxMachine.Calibration;

return CalibrationProgram.Run(args, Console.Out, Console.Error);
