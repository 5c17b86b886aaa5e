using BenchmarkDotNet.Running;
using GpuBench.Benchmarks;
using GpuBench.Benchmarks.Peers;
using GpuBench.Benchmarks.Peers.MatMul;

if (args is ["peers", "model", .. var options])
    return ModelPeers.Run(asJson: options.Contains("--json"));
if (args is ["peers", TorchChild.Argument])
    return TorchChild.Run();
if (args is ["peers", "matmul", .. var matMulOptions])
    return MatMulPeers.Run(asJson: matMulOptions.Contains("--json"));
BenchmarkSwitcher.FromAssembly(typeof(MatMulLaunch).Assembly).Run(args, new ShareOfPublishedConfig());
return 0;
