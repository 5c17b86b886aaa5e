using System.CommandLine;
using System.Diagnostics;
using GpuBench.Engines;
using GpuBench.Faults;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;

namespace GpuBench.Commands;

/// <summary>
/// The hidden command with which gpubench starts itself as a child: one order on standard input, entries on standard output.
/// </summary>
internal static class WorkerCommand
{
    private const string Name = "worker";

    public static Command Create()
    {
        var command = new Command(Name, "Carries out one order from standard input") { Hidden = true };
        command.SetAction(_ => Run());
        return command;
    }

    /// <param name="inProcess">Starts workers as threads of this process.</param>
    public static IWorkerLauncher Launcher(bool inProcess, string? libTorchDirectory)
    {
        if (inProcess)
            return new ThreadWorkerLauncher(emit => Loop(libTorchDirectory, emit));
        var (program, arguments) = ThisProgram.With(Name);
        return new ProcessWorkerLauncher(program, arguments);
    }

    public static WorkerLoop Loop(string? libTorchDirectory, Action<JournalEntry> emit) =>
        new(Backends.All(libTorchDirectory), FaultPlan.FromEnvironment().Apply(AllWorkloads.All), emit);

    private static int Run()
    {
        // Ctrl-C reaches the whole process group; what it means is the parent's to say.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        var request = ReadRequest();
        EndWithParent();
        FaultPlan.FromEnvironment().ThrowOnThreadAt(FaultPlan.WorkerThread);
        try
        {
            Loop(request.LibTorchDirectory, EmitFor(request)).Run(request);
            return (int)ExitCode.Ok;
        }
        catch (Exception cause)
        {
            // These are the worker's last words: the parent shows them as the reason.
            Console.Error.WriteLine(Causes.Describe(cause, Backends.All(request.LibTorchDirectory)).ReplaceLineEndings("; "));
            return (int)ExitCode.Failed;
        }
    }

    /// <exception cref="UserError">Exit code 4: somebody started it by hand, or a version that gives other orders.</exception>
    private static WorkerRequest ReadRequest()
    {
        try
        {
            return WorkerProtocol.DecodeRequest(Console.In.ReadLine() ?? "");
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"worker: standard input has no order of this version ({fault.Message}); use gpubench run", fault);
        }
    }

    /// <summary>Who waits for a list of devices waits for a fixed time.</summary>
    private static Action<JournalEntry> EmitFor(WorkerRequest request)
    {
        if (request is not RunTrialsRequest)
            return Emit;
        var pulse = new Pulse(Emit, () => Environment.CpuUsage.TotalTime);
        pulse.Start();
        return pulse.Emit;
    }

    private static void Emit(JournalEntry entry)
    {
        Console.Out.Write(WorkerProtocol.Encode(entry));
        Console.Out.Flush();
    }

    /// <summary>The parent never closes the pipe while it lives: the end of input means that it was killed.</summary>
    private static void EndWithParent() => new Thread(() =>
    {
        try
        {
            while (Console.In.Read() >= 0)
            {
            }
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException)
        {
            // A pipe that cannot be read any more has no parent at its other end.
        }
        Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true, Name = "parent watch" }.Start();
}
