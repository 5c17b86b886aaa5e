using GpuBench.PtxInterpreter.Calibration;

return CalibrationProgram.Run(args, Console.Out, Console.Error);
