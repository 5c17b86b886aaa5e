using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>How the operands of a floating-point instruction are read and how its result is rounded.</summary>
internal sealed class ResultFormat(string type, InstructionStatement? statement)
{
    private readonly string _rounding = statement?.Modifiers.FirstOrDefault(modifier => modifier is "rz" or "rm" or "rp") ?? "rn";
    private readonly bool _saturates = statement?.Has("sat") == true;
    private readonly bool _clampsNegative = statement?.Has("relu") == true;
    private readonly bool _flushes = type is "f32" or "f16" && statement?.Has("ftz") == true;

    public bool KeepsNaN => statement?.Has("NaN") == true;

    // When rounding to the nearest, the error of double precision never matters. Every other type is narrow enough.
    private bool NeedsError => _rounding != "rn" || _saturates;

    /// <param name="error">Returns the sign of the exact result minus the rounded result, from operand and rounded result.</param>
    public LaneFunction Of(Func<double, double> function, Func<double, double, double>? error = null) => (a, _, _) =>
    {
        var operand = Decode(a);
        var result = function(operand);
        return Encode(result, error is null || !NeedsError ? 0 : error(operand, result));
    };

    /// <param name="error">Returns the sign of the exact result minus the rounded result, from operands and rounded result.</param>
    public LaneFunction Of(Func<double, double, double> function, Func<double, double, double, double>? error = null) => (a, b, _) =>
    {
        var (left, right) = (Decode(a), Decode(b));
        var result = function(left, right);
        return Encode(result, error is null || !NeedsError ? 0 : error(left, right, result));
    };

    /// <summary>a + b, or a − b if <paramref name="sign"/> is −1.</summary>
    public LaneFunction Sum(int sign) => (a, b, _) =>
    {
        var (left, right) = (Decode(a), sign * Decode(b));
        var result = left + right;
        if (!NeedsError)
            return Encode(result, 0);
        var error = ExactSign.OfSum(left, right, result);
        return Encode(error == 0 ? SignZero(result, left, right) : result, error);
    };

    /// <summary>a·b + c, rounded once.</summary>
    public LaneFunction Fused() => (a, b, c) =>
    {
        var (left, right, addend) = (Decode(a), Decode(b), Decode(c));
        if (!NeedsError)
        {
            return Encode(
                type switch
                {
                    "f64" => Math.FusedMultiplyAdd(left, right, addend),
                    "f32" => MathF.FusedMultiplyAdd((float)left, (float)right, (float)addend),
                    _ => FloatFormat.FuseToOdd(left, right, addend),
                },
                error: 0);
        }

        // A double that is rounded to odd may be rounded once more to a narrower type.
        var result = type == "f64" ? Math.FusedMultiplyAdd(left, right, addend) : FloatFormat.FuseToOdd(left, right, addend);
        var error = ExactSign.OfFused(left, right, addend, result);
        return Encode(error == 0 ? SignZero(result, left * right, addend) : result, error);
    };

    /// <summary>An exact zero as the sum of two terms of opposite sign is negative when rounding down.</summary>
    private double SignZero(double result, double first, double second)
    {
        var isExactZero = result == 0 && first == -second;
        return _rounding == "rm" && isExactZero && (double.IsNegative(first) || double.IsNegative(second)) ? -0.0 : result;
    }

    private double Decode(ulong bits) => FloatFormat.Decode(_flushes ? FloatFormat.FlushSubnormal(bits, type) : bits, type);

    private ulong Encode(double value, double error)
    {
        if (_saturates)
            (value, error) = Saturate(value, error);
        if (_clampsNegative && value <= 0)
            value = 0;

        var bits = FloatFormat.Encode(value, type, _rounding, error);
        return _flushes ? FloatFormat.FlushSubnormal(bits, type) : bits;
    }

    /// <summary>Clamps the exact result, not the rounded result. A value just below 1 may still be rounded down.</summary>
    private static (double Value, double Error) Saturate(double value, double error)
    {
        if (double.IsNaN(value) || value < 0 || (value == 0 && error <= 0))
            return (0, 0);
        return value > 1 || (value == 1 && error >= 0) ? (1, 0) : (value, error);
    }
}
