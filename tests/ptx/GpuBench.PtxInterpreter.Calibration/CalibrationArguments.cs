using System.Globalization;

namespace GpuBench.PtxInterpreter.Calibration;

/// <summary>The command line.</summary>
/// <param name="Out">The file of the JSON report. If null, no report is written.</param>
/// <param name="Family">Runs the families whose name contains this.</param>
/// <param name="Case">Runs the cases whose name contains this.</param>
/// <param name="Seconds">After this time no case begins, and the running cases end. Null: no limit.</param>
/// <param name="InProcess">Runs all cases in this process. A fault then ends the run of the GPU.</param>
/// <param name="Worker">The process is one of several: it runs this range of the selected cases and appends its records.</param>
/// <param name="ShowPtx">Prints the text of each case, or of the kernels of the rate, instead of running it.</param>
/// <param name="RateSeconds">Measures mma.sync in launches of at least this time. If null, the cases run.</param>
internal sealed record CalibrationArguments(
    string? Out, string Family, string Case, int? Seconds, bool InProcess, WorkerArguments? Worker, bool ShowPtx, double? RateSeconds)
{
    public const string Usage = """
        Runs every conformance case on a GPU and on the machine that executes PTX on the CPU, and compares both with what the ISA defines.

        ptx-calibration [--out FILE] [--family TEXT] [--case TEXT] [--seconds LIMIT] [--in-process] [--show-ptx]
        ptx-calibration mma-rate SECONDS [--show-ptx]    the highest rate of mma.sync on registers, by launches of at least SECONDS

        Exit code: 0 nothing differs, 1 something does, 2 the arguments are wrong, 3 there is no GPU and the machine alone ran.
        """;

    /// <returns>Null if the arguments are wrong.</returns>
    public static CalibrationArguments? Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new CalibrationArguments(null, "", "", null, false, null, false, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "mma-rate")
            {
                if (i + 1 == arguments.Count
                    || !double.TryParse(arguments[++i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
                {
                    return null;
                }

                parsed = parsed with { RateSeconds = seconds };
                continue;
            }

            if (arguments[i] == "--show-ptx")
            {
                parsed = parsed with { ShowPtx = true };
                continue;
            }

            if (arguments[i] == "--in-process")
            {
                parsed = parsed with { InProcess = true };
                continue;
            }

            if (arguments[i] == "--worker")
            {
                if (WorkerArguments.Parse([.. arguments.Skip(i + 1)]) is not { } worker)
                    return null;
                return parsed with { Worker = worker };
            }

            if (i + 1 == arguments.Count)
                return null;
            var value = arguments[++i];
            switch (arguments[i - 1])
            {
                case "--out":
                    parsed = parsed with { Out = value };
                    break;
                case "--family":
                    parsed = parsed with { Family = value };
                    break;
                case "--case":
                    parsed = parsed with { Case = value };
                    break;
                case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit):
                    parsed = parsed with { Seconds = limit };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }
}

/// <param name="First">Index of the first case.</param>
/// <param name="End">Index after the last case.</param>
/// <param name="Path">The file of the records.</param>
internal sealed record WorkerArguments(int First, int End, string Path)
{
    /// <returns>Null if the words are wrong.</returns>
    public static WorkerArguments? Parse(IReadOnlyList<string> words) =>
        words.Count == 3
        && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? new(first, end, words[2])
            : null;
}
