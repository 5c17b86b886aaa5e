namespace GpuBench.GpuChecks.Checks;

/// <summary>One thing to show on a GPU: a command that is carried out unattended, or what a person does and why.</summary>
/// <param name="Name">Lower-case words joined by hyphens: the name of its log.</param>
/// <param name="Purpose">One clause.</param>
/// <param name="Command">
/// For <c>sh -uc</c>, in the folder of the results. <c>{gpu|rehearsal}</c> stands for what differs without a GPU. It finds the variables
/// GPU_CHECKS, PTX, TORCH_LIB, NO_TORCH and LIMIT_SECONDS.
/// </param>
/// <param name="Shows">What must be seen, for people; <paramref name="Expect"/> says the same to the program.</param>
/// <param name="LimitSeconds">Its process group is ended after this time.</param>
/// <param name="MinSeconds">It is skipped when the run has less left.</param>
/// <param name="Expect">Null only for a check by hand.</param>
/// <param name="Predictions">Figures of the model, to be marked right or wrong; a wrong one does not fail the check.</param>
/// <param name="BesideUntil">It runs beside the checks that follow, up to and including the one named.</param>
/// <param name="Needs">A check before it that must have passed.</param>
/// <param name="ByHand">Why the unattended run does not do it.</param>
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

/// <param name="ExitCode">Of the command's shell; may differ in the rehearsal, as <c>{0|3}</c>.</param>
/// <param name="Log">Each must be found in the log of the step.</param>
/// <param name="Files">Must exist in the folder of the results, and not be empty.</param>
/// <param name="Descending">Names of values: on a GPU each must be above the one that follows it in its row.</param>
public sealed record Expectation(
    string ExitCode = "0",
    IReadOnlyList<LogPattern>? Log = null,
    IReadOnlyList<string>? Files = null,
    IReadOnlyList<IReadOnlyList<string>>? Descending = null);

/// <summary>A regular expression, one line at a time, and what its numbers must be.</summary>
/// <param name="Pattern">
/// .NET syntax, with alternates as in a command. The group <c>value</c> is a number and the group <c>prefix</c> behind it a power of 1000
/// (k, M, G, T or none); the groups <c>device</c> and <c>driver</c> say where the run took place.
/// </param>
/// <param name="Name">What the value is; without one it is not kept.</param>
/// <param name="Unit">Of the value after the prefix is applied.</param>
/// <param name="Bars">
/// Every match must clear the first bar that is for the device. Not applied in the rehearsal, where the value must be a number alone.
/// </param>
public sealed record LogPattern(string Pattern, string? Name = null, string Unit = "", IReadOnlyList<Bar>? Bars = null);

/// <param name="Device">A part of the device's name; null serves every device.</param>
/// <param name="AtLeast">In the unit of the pattern.</param>
/// <param name="AtMost">Likewise.</param>
public sealed record Bar(string? Device = null, double? AtLeast = null, double? AtMost = null)
{
    public bool IsFor(string device) => Device is null || device.Contains(Device, StringComparison.OrdinalIgnoreCase);

    public bool Admits(double value) => !(value < AtLeast) && !(value > AtMost);
}

/// <summary>What a figure was expected to be before anything was measured.</summary>
/// <param name="Pattern">As in <see cref="LogPattern"/>; the first match counts.</param>
/// <param name="Source">Where the expectation comes from.</param>
/// <param name="Device">A part of the device's name for which it holds; null for all.</param>
public sealed record Prediction(string Name, string Pattern, double Low, double High, string Unit, string Source, string? Device = null)
{
    public bool Admits(double value) => value >= Low && value <= High;

    public bool IsFor(string device) => Device is null || device.Contains(Device, StringComparison.OrdinalIgnoreCase);
}
