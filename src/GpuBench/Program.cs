using GpuBench.Commands;

// All commands, one per line. Each has its own file.
return CommandLine.Invoke(args,
[
    RunCommand.Create(),
    DevicesCommand.Create(),
    WorkloadsCommand.Create(),
    DoctorCommand.Create(),
    CompareCommand.Create(),
    ProjectCommand.Create(),
    FiguresCommand.Create(),
    WorkerCommand.Create(),
    LibTorchSelfTestCommand.Create(),
]);
