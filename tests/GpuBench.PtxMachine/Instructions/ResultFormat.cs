using GpuBench.PtxMachine.Text;

namespace GpuBench.PtxMachine.Instructions;

/// <summary>How the operands of a floating-point instruction are read and how its result is rounded.</summary>
internal sealed class ResultFormat(string type, InstructionStatement? statement)
{
    private readonly string _rounding = statement?.Modifiers.FirstOrDefault(modifier => modifier is "rz" or "rm" or "rp") ?? "rn";
    private readonly bool _saturates = statement?.Has("sat") == true;
    private readonly bool _clampsNegative = statement?.Has("relu") == true;
    private readonly bool _flushes = type == "f32" && statement?.Has("ftz") == true;

    public bool KeepsNaN => statement?.Has("NaN") == true;

    /// <param name="residual">From operand and result: a number with the sign of what rounding took away.</param>
    public LaneFunction Of(Func<double, double> function, Func<double, double, double>? residual = null) => (a, _, _) =>
    {
        var operand = Decode(a);
        var result = function(operand);
        return Encode(result, residual is null || !double.IsFinite(result) ? 0 : residual(operand, result));
    };

    /// <param name="function">Gives the result and what rounding took away, of which the sign alone matters.</param>
    public LaneFunction Of(Func<double, double, (double Value, double Error)> function) => (a, b, _) =>
    {
        var (value, error) = function(Decode(a), Decode(b));
        return Encode(value, error);
    };

    /// <summary>a·b + c, rounded once.</summary>
    public LaneFunction Fused() => (a, b, c) => type switch
    {
        "f64" => EncodeFused64(Decode(a), Decode(b), Decode(c)),
        "f32" when _rounding == "rn" => Encode(MathF.FusedMultiplyAdd((float)Decode(a), (float)Decode(b), (float)Decode(c)), 0),
        "f32" => EncodeSum(FloatFormat.AddExactly(Decode(a) * Decode(b), Decode(c))),
        _ => Encode(FloatFormat.FuseToOdd(Decode(a), Decode(b), Decode(c)), 0),
    };

    private ulong EncodeSum((double Sum, double Error) sum) => Encode(sum.Sum, sum.Error);

    private ulong EncodeFused64(double a, double b, double c)
    {
        var value = Math.FusedMultiplyAdd(a, b, c);
        if (_rounding == "rn" || !double.IsFinite(value))
            return Encode(value, 0);

        // a·b = high + low exactly, so the error is that of adding three numbers, which two exact sums give.
        var high = a * b;
        var low = Math.FusedMultiplyAdd(a, b, -high);
        var (first, firstError) = FloatFormat.AddExactly(high, c);
        var (second, secondError) = FloatFormat.AddExactly(first - value, firstError);
        return Encode(value, second + (low + secondError));
    }

    private double Decode(ulong bits) => FloatFormat.Decode(_flushes ? FloatFormat.FlushSubnormal(bits) : bits, type);

    private ulong Encode(double value, double error)
    {
        if (_saturates)
            (value, error) = (double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1), value is > 0 and < 1 ? error : 0);
        if (_clampsNegative && value < 0)
            value = 0;

        var bits = FloatFormat.Encode(value, type, _rounding, error);
        return _flushes ? FloatFormat.FlushSubnormal(bits) : bits;
    }
}
