using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;

namespace GpuBench.Terminal;

/// <summary>Reports an internal error: one line for the user, and a file with details for the maintainers.</summary>
internal static class UnforeseenException
{
    /// <summary>Reports exceptions on other threads, which end the process.</summary>
    public static void WatchThreads(IReadOnlyList<string> arguments) =>
        AppDomain.CurrentDomain.UnhandledException += (_, end) =>
            Environment.Exit(Report((Exception)end.ExceptionObject, arguments));

    public static int Report(Exception exception, IReadOnlyList<string> arguments)
    {
        var message = string.Join(' ', exception.Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        Console.Error.WriteLine($"gpubench: unforeseen {exception.GetType().Name}: {message.TrimEnd('.')}; {Save(exception, arguments)}");
        return (int)ExitCode.Unforeseen;
    }

    /// <returns>The place of the details, or the reason why they were not saved.</returns>
    private static string Save(Exception exception, IReadOnlyList<string> arguments)
    {
        var now = DateTime.UtcNow;
        var name = string.Create(CultureInfo.InvariantCulture, $"gpubench-fault-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        var why = "";
        foreach (var folder in (string[])[Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)])
        {
            try
            {
                var path = Path.Combine(Path.GetFullPath(folder), name);
                AtomicFile.WriteAllText(path, Details(exception, arguments, now));
                return $"this is a bug in gpubench: please report it with {path}";
            }
            catch (Exception cause) when (cause is UserError or IOException or ArgumentException)
            {
                why += why.Length == 0 ? cause.Message : "";
            }
        }
        return $"this is a bug in gpubench, and its details could not be saved ({why})";
    }

    private static string Details(Exception exception, IReadOnlyList<string> arguments, DateTime now) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {ToolInfo.Current.Name} {ToolInfo.Current.Version} {ToolInfo.Current.Commit}
        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
        {now:yyyy-MM-dd HH:mm:ss} UTC
        Arguments: {string.Join(' ', arguments)}

        {exception}

        """);
}
