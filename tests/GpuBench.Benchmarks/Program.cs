using BenchmarkDotNet.Running;
using GpuBench.Benchmarks;
using GpuBench.Benchmarks.Checkpoints;
using GpuBench.Benchmarks.Comparing;
using GpuBench.Benchmarks.Host;
using GpuBench.Benchmarks.Peers;
using GpuBench.Benchmarks.Peers.MatMul;
using GpuBench.Measuring;

try
{
    switch (args)
    {
        case ["peers", "model", .. var words]:
            return ModelPeers.Run(words);
        case ["peers", "matmul", .. var words]:
            return MatMulPeers.Run(words);
        case ["host", .. var words]:
            return HostBenchmark.Run(words);
        case ["compare", .. var words]:
            return CompareBenchmark.Run(words);
        case ["checkpoint", .. var words]:
            return CheckpointCommand.Run(words);
        case ["peers", TorchChild.Argument]:
            return TorchChild.Run();
        case ["peers", ..]:
            throw UserError.Usage("peers: say what to compare: 'peers matmul' or 'peers model'");
    }
}
catch (UserError error)
{
    Console.Error.WriteLine(error.Message);
    return (int)error.ExitCode;
}

BenchmarkSwitcher.FromAssembly(typeof(MatMulLaunch).Assembly).Run(args, new ShareOfPublishedConfig());
return 0;
