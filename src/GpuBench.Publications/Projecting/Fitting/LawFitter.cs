using GpuBench.Publications.Projecting.Laws;

namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>
/// Learns a law from figures: robust least squares on logarithms of times (Gauss-Newton, Huber's weights), in turns with the deviations of
/// groups (shrunk means; Robinson, "That BLUP is a good thing", 1991). A publication with many figures of a product counts with the square
/// root of their number, because its figures share their errors.
/// </summary>
public sealed class LawFitter
{
    private const int Turns = 8, CoefficientSteps = 2, EffectSteps = 3;

    /// <summary>Beyond this many robust standard deviations a residual counts only linearly.</summary>
    private const double HuberLimit = 2;

    /// <summary>Smallest robust standard deviation, so that figures of one chart do not weigh without limit.</summary>
    private const double LeastScale = 0.03;

    /// <summary>A coefficient moves by at most this in one step.</summary>
    private const double LargestStep = 0.7;

    private const double Difference = 1e-3;

    private readonly ProjectionLaw _law;
    private readonly IReadOnlyList<Example> _examples;
    private readonly double[] _weights;
    private readonly int[][] _groups;
    private readonly string[][] _names;
    private readonly double[] _values;
    private readonly double[][] _deviations;
    private readonly double[][] _variancesOfDeviation;
    private readonly double[] _effectVariances;
    private double _residualVariance = 0.04;

    private LawFitter(ProjectionLaw law, IReadOnlyList<Example> examples)
    {
        (_law, _examples) = (law, examples);
        _values = [.. law.Coefficients.Select(coefficient => coefficient.Prior)];
        var counts = examples.CountBy(example => (example.Product, example.Publication)).ToDictionary();
        _weights = [.. examples.Select(example => 1 / Math.Sqrt(counts[(example.Product, example.Publication)]))];
        var mean = _weights.Average();
        for (var i = 0; i < _weights.Length; i++)
            _weights[i] /= mean;
        var effects = law.Effects.Count;
        (_groups, _names) = (new int[effects][], new string[effects][]);
        for (var effect = 0; effect < effects; effect++)
        {
            _names[effect] = [.. examples.Select(example => example.Groups[effect]).Distinct()];
            var index = _names[effect].Index().ToDictionary(name => name.Item, name => name.Index);
            _groups[effect] = [.. examples.Select(example => index[example.Groups[effect]])];
        }
        _deviations = [.. _names.Select(names => new double[names.Length])];
        _variancesOfDeviation = [.. _names.Select(names => new double[names.Length])];
        _effectVariances = [.. Enumerable.Repeat(0.04, effects)];
    }

    public static LawFit Fit(ProjectionLaw law, IReadOnlyList<Example> examples)
    {
        var fitter = new LawFitter(law, examples);
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var step = 0; step < CoefficientSteps; step++)
                fitter.StepCoefficients();
            fitter.StepEffects();
        }
        return fitter.Result();
    }

    private LawFit Result() => new()
    {
        Law = _law,
        Values = [.. _values],
        ResidualVariance = _residualVariance,
        Effects =
        [
            .. _law.Effects.Index().Select(effect => new EffectFit(
                effect.Item,
                _effectVariances[effect.Index],
                _names[effect.Index].Index().ToDictionary(
                    group => group.Item,
                    group => new GroupFit(
                        _deviations[effect.Index][group.Index],
                        _variancesOfDeviation[effect.Index][group.Index],
                        _groups[effect.Index].Count(index => index == group.Index))))),
        ],
    };

    private void StepCoefficients()
    {
        var (n, p) = (_examples.Count, _values.Length);
        var logs = Logs(_values);
        var residuals = Residuals(logs);
        var scale = Math.Max(LeastScale, 1.4826 * Median(residuals.Select(Math.Abs)));
        var slopes = new double[p][];
        for (var j = 0; j < p; j++)
        {
            var moved = (double[])_values.Clone();
            moved[j] += Difference;
            slopes[j] = [.. Logs(moved).Zip(logs, (after, before) => (after - before) / Difference)];
        }
        var (a, b) = (new double[p, p], new double[p]);
        for (var i = 0; i < n; i++)
        {
            var size = Math.Abs(residuals[i]);
            var weight = _weights[i] * (size < HuberLimit * scale ? 1 : HuberLimit * scale / size) / (scale * scale);
            for (var j = 0; j < p; j++)
            {
                b[j] += weight * slopes[j][i] * residuals[i];
                for (var l = 0; l < p; l++)
                    a[j, l] += weight * slopes[j][i] * slopes[l][i];
            }
        }
        for (var j = 0; j < p; j++)
        {
            var coefficient = _law.Coefficients[j];
            var precision = 1 / (coefficient.Spread * coefficient.Spread);
            a[j, j] += precision;
            b[j] += (coefficient.Prior - _values[j]) * precision;
        }
        var step = LinearSystem.Solve(a, b);
        for (var j = 0; j < p; j++)
            _values[j] += Math.Clamp(step[j], -LargestStep, LargestStep);
    }

    private void StepEffects()
    {
        var logs = Logs(_values);
        for (var step = 0; step < EffectSteps; step++)
        {
            for (var effect = 0; effect < _groups.Length; effect++)
                StepEffect(effect, logs);
            var residuals = Residuals(logs);
            var robust = 1.4826 * Median(residuals.Select(Math.Abs));
            // The mean of a robust variance and a plain one, in which a single figure counts for 0.5 at most.
            _residualVariance = Math.Max(
                4e-4, (0.5 * robust * robust) + (0.5 * residuals.Average(residual => Math.Min(residual * residual, 0.5))));
        }
    }

    private void StepEffect(int effect, double[] logs)
    {
        var own = _groups[effect];
        Array.Clear(_deviations[effect]);
        var residuals = Residuals(logs);
        var sum = 0.0;
        foreach (var group in Enumerable.Range(0, _names[effect].Length))
        {
            var values = residuals.Where((_, i) => own[i] == group).ToList();
            var centre = values.Count > 6 ? Median(values) : values.Average();
            var denominator = (values.Count * _effectVariances[effect]) + _residualVariance;
            _deviations[effect][group] = centre * values.Count * _effectVariances[effect] / denominator;
            _variancesOfDeviation[effect][group] = _effectVariances[effect] * _residualVariance / denominator;
            sum += (_deviations[effect][group] * _deviations[effect][group]) + _variancesOfDeviation[effect][group];
        }
        _effectVariances[effect] = Math.Max(1e-3, (0.02 + sum) / (1 + _names[effect].Length));
    }

    private double[] Residuals(double[] logs)
    {
        var residuals = new double[_examples.Count];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = _examples[i].LogSeconds - logs[i];
            for (var effect = 0; effect < _groups.Length; effect++)
                residuals[i] -= _deviations[effect][_groups[effect][i]];
        }
        return residuals;
    }

    private double[] Logs(double[] values)
    {
        var logs = new double[_examples.Count];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = Math.Log(_law.Seconds(values, _examples[i].Task, _examples[i].Product));
        return logs;
    }

    private static double Median(IEnumerable<double> values) => Quantiles.Of([.. values], 0.5);
}
