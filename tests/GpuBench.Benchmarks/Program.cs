using BenchmarkDotNet.Running;
using GpuBench.Benchmarks;
using GpuBench.Benchmarks.Peers;

if (args is ["peers", "model", .. var options])
    return ModelPeers.Run(asJson: options.Contains("--json"));
BenchmarkSwitcher.FromAssembly(typeof(MatMulLaunch).Assembly).Run(args, new ShareOfPublishedConfig());
return 0;
