using BenchmarkDotNet.Running;
using GpuBench.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(MatMulLaunch).Assembly).Run(args, new ShareOfPublishedConfig());
