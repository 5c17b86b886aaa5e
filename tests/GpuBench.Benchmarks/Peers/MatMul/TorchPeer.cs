using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// torch.mm as libtorch runs it, in a child process that times itself. So the time excludes the communication between the processes.
/// </summary>
internal sealed class TorchPeer : IMatMulPeer
{
    public string Name => "torch";

    public string Detail => "torch.mm";

    public bool IsFor(DeviceInfo device) => device.Class == DeviceClass.HostCpu || device.Backend == Backend.Cuda;

    public string? RefusalReason(PeerProduct product) => null;

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point)
    {
        var device = product.Device.Info;
        var id = device.Backend == Backend.Cuda ? device.Id : "cpu:0";
        return new Product(new Trial(TorchEngines.Stable, id, MatMulDefinition.Instance.Name, point.Point, point.DType, point.Conditions));
    }

    private sealed class Product : IMatMulPeerTrial
    {
        private readonly Process _child;

        public Product(Trial trial)
        {
            _child = Process.Start(StartInfo()) ?? throw new PeerUnavailableException("its process does not start");
            _child.StandardInput.WriteLine(JsonSerializer.Serialize(trial));
            if (_child.StandardOutput.ReadLine() is not "" and var reason)
            {
                Dispose();
                throw new PeerUnavailableException(reason ?? "its process ended without a word");
            }
        }

        /// <summary>The child counts its products itself.</summary>
        public double Seconds(int firstIndex, int passCount)
        {
            _child.StandardInput.WriteLine(passCount.ToString(CultureInfo.InvariantCulture));
            var answer = _child.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException("libtorch's process ended during a product");
            return double.Parse(answer, CultureInfo.InvariantCulture);
        }

        /// <summary>The child has checked the result against the same oracle.</summary>
        public uint[]? Result() => null;

        public void Dispose()
        {
            // The child exits at the end of its input.
            _child.StandardInput.Close();
            if (!_child.WaitForExit(TimeSpan.FromSeconds(10)))
                _child.Kill(entireProcessTree: true);
            _child.Dispose();
        }

        /// <summary>Waiting threads sleep. By default they spin, on the cores that this project's side needs.</summary>
        private static ProcessStartInfo StartInfo()
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            // If the dotnet host started this process, the program is the host's first argument.
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
                start.ArgumentList.Add(typeof(TorchPeer).Assembly.Location);
            foreach (var argument in (string[])["peers", TorchChild.Argument])
                start.ArgumentList.Add(argument);
            start.Environment["OMP_WAIT_POLICY"] = "passive";
            start.Environment["GOMP_SPINCOUNT"] = "0";
            start.Environment["KMP_BLOCKTIME"] = "0";
            return start;
        }
    }
}
