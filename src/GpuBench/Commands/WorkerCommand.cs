using System.CommandLine;
using System.Diagnostics;
using GpuBench.Engines;
using GpuBench.Faults;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;

namespace GpuBench.Commands;

/// <summary>
/// Hidden command of the child process: it reads one request from standard input and writes entries to standard output.
/// </summary>
internal static class WorkerCommand
{
    private const string Name = "worker";

    public static Command Create()
    {
        var command = new Command(Name, "Run one request from standard input") { Hidden = true };
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
        // Ctrl-C reaches the whole process group. Only the parent reacts to it.
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
            // The parent shows this line as the reason of the failure.
            Console.Error.WriteLine(Causes.Describe(cause, Backends.All(request.LibTorchDirectory)).ReplaceLineEndings("; "));
            return (int)ExitCode.Failed;
        }
    }

    /// <exception cref="UserError">Exit code 4: the command was started by hand, or by another version.</exception>
    private static WorkerRequest ReadRequest()
    {
        try
        {
            return WorkerProtocol.DecodeRequest(Console.In.ReadLine() ?? "");
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"worker: standard input has no request of this version ({fault.Message}); use gpubench run", fault);
        }
    }

    /// <summary>Only a run needs the pulse: a search for devices has a fixed time limit.</summary>
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

    /// <summary>Ends this process at the end of input: a living parent keeps the pipe open.</summary>
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
            // An unreadable pipe means that the parent has ended, too.
        }
        Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true, Name = "parent watch" }.Start();
}
