using GpuBench.Commands;

// The table of contents: one line a command, each in a file of its own.
return CommandLine.Invoke(args,
[
    RunCommand.Create(),
    DevicesCommand.Create(),
    WorkloadsCommand.Create(),
    DoctorCommand.Create(),
    CompareCommand.Create(),
    FiguresCommand.Create(),
    WorkerCommand.Create(),
    LibTorchSelfTestCommand.Create(),
]);
