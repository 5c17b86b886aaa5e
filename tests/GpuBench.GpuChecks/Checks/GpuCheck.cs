namespace GpuBench.GpuChecks.Checks;

/// <summary>One check to run on a GPU. It is either a command that runs unattended, or a task for a person with its reason.</summary>
/// <param name="Name">Lower-case words joined by hyphens. The log has this name.</param>
/// <param name="Purpose">One clause.</param>
/// <param name="Command">
/// The shell <c>sh -uc</c> runs it in the results folder. <c>{gpu|rehearsal}</c> marks text that differs without a GPU. The command can use
/// the variables GPU_CHECKS, PTX, TORCH_LIB, NO_TORCH and LIMIT_SECONDS.
/// </param>
/// <param name="Shows">The required observation, in words for people. <paramref name="Expect"/> states the same for the program.</param>
/// <param name="LimitSeconds">The program ends the check's process group after this time.</param>
/// <param name="MinSeconds">The program skips the check if the run has less time left.</param>
/// <param name="Expect">Null only for a manual check.</param>
/// <param name="Predictions">
/// The program marks each predicted figure of the model as right or wrong. A wrong prediction does not fail the check.
/// </param>
/// <param name="BesideUntil">The check runs in parallel with the checks after it, up to and including the named one.</param>
/// <param name="Needs">An earlier check that must have passed.</param>
/// <param name="ByHand">The reason why the unattended run omits the check.</param>
public sealed record GpuCheck(
    string Name,
    string Purpose,
    string Command,
    string Shows,
    int LimitSeconds = 0,
    double MinSeconds = Running.Timetable.MinSeconds,
    Expectation? Expect = null,
    IReadOnlyList<Prediction>? Predictions = null,
    string? BesideUntil = null,
    string? Needs = null,
    string? ByHand = null)
{
    public bool IsAutomated => ByHand is null;
}

/// <param name="ExitCode">Exit code of the command's shell. It may differ in the rehearsal, as <c>{0|3}</c>.</param>
/// <param name="Log">The log of the step must contain each pattern.</param>
/// <param name="Files">Each file must exist in the results folder and must not be empty.</param>
/// <param name="Descending">Names of values. On a GPU each value must exceed the next one in its row.</param>
public sealed record Expectation(
    string ExitCode = "0",
    IReadOnlyList<LogPattern>? Log = null,
    IReadOnlyList<string>? Files = null,
    IReadOnlyList<IReadOnlyList<string>>? Descending = null);

/// <summary>A regular expression, matched line by line, and the limits for the numbers in it.</summary>
/// <param name="Pattern">
/// .NET syntax, with alternates as in a command. The group <c>value</c> is a number. The group <c>prefix</c> after it is a power of 1000
/// (k, M, G, T or none). The groups <c>device</c> and <c>driver</c> identify the device and the driver of the run.
/// </param>
/// <param name="Name">The name of the value. A value without a name is not kept.</param>
/// <param name="Unit">Unit of the value after the prefix is applied.</param>
/// <param name="Bars">
/// Every match must meet the first bar for the device. The rehearsal does not apply bars: there the value must only be a number.
/// </param>
public sealed record LogPattern(string Pattern, string? Name = null, string Unit = "", IReadOnlyList<Bar>? Bars = null);

/// <param name="Device">A part of the device's name. Null matches every device.</param>
/// <param name="AtLeast">Minimum, in the unit of the pattern.</param>
/// <param name="AtMost">Maximum, in the unit of the pattern.</param>
public sealed record Bar(string? Device = null, double? AtLeast = null, double? AtMost = null)
{
    public bool IsFor(string device) => Device is null || device.Contains(Device, StringComparison.OrdinalIgnoreCase);

    public bool Admits(double value) => !(value < AtLeast) && !(value > AtMost);
}

/// <summary>The value that was expected of a figure before any measurement.</summary>
/// <param name="Pattern">As in <see cref="LogPattern"/>. The first match counts.</param>
/// <param name="Source">The source of the expectation.</param>
/// <param name="Device">A part of the name of the devices that the prediction covers. Null covers all devices.</param>
/// <param name="Cause">Why the first measured value was outside the range. Null if it was not, or if there is none.</param>
public sealed record Prediction(
    string Name, string Pattern, double Low, double High, string Unit, string Source, string? Device = null, string? Cause = null)
{
    public bool Admits(double value) => value >= Low && value <= High;

    public bool IsFor(string device) => Device is null || device.Contains(Device, StringComparison.OrdinalIgnoreCase);
}
