using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class LlamaOracleTests
{
    [Fact]
    public void A_vector_is_divided_by_its_root_mean_square()
    {
        var y = LlamaOracle.Normalize([1, 7], [1, 2], epsilon: 0);
        Assert.Equal(0.2, y[0], 1e-15);
        Assert.Equal(2.8, y[1], 1e-15);
    }

    [Fact]
    public void A_head_is_rotated_in_pairs_of_neighbours_each_by_a_smaller_angle()
    {
        double[] head = [1, 0, 0, 2];
        LlamaOracle.Rotate(head, position: 10, theta: 10_000);
        // Pairs (0,1) and (2,3) rotate by 10 and by 10 · 10000^(-2/4) = 0.1.
        Assert.Equal(Math.Cos(10), head[0], 1e-15);
        Assert.Equal(Math.Sin(10), head[1], 1e-15);
        Assert.Equal(-2 * Math.Sin(0.1), head[2], 1e-15);
        Assert.Equal(2 * Math.Cos(0.1), head[3], 1e-15);
    }

    /// <summary>One token attends only to itself, so attention returns its value vector for any query and key.</summary>
    [Fact]
    public void The_logits_of_one_token_after_one_layer_agree_with_a_direct_calculation()
    {
        var weights = new LlamaWeights(Llamas.OneLayer, DType.Fp32, seed: 3);
        var layer = weights.Layers[0];
        double[] x = [At(weights.Embedding, 4, 0), At(weights.Embedding, 4, 1)];

        var n = Norm(x, layer.AttentionGain);
        double[] value = [Row(layer.Qkv, 4, n), Row(layer.Qkv, 5, n)];
        x = [x[0] + Row(layer.AttentionOutput, 0, value), x[1] + Row(layer.AttentionOutput, 1, value)];

        n = Norm(x, layer.FfnGain);
        var gated = new double[3];
        for (var i = 0; i < 3; i++)
        {
            var gate = Row(layer.GateUp, i, n);
            gated[i] = gate / (1 + Math.Exp(-gate)) * Row(layer.GateUp, 3 + i, n);
        }
        x = [x[0] + Row(layer.Down, 0, gated), x[1] + Row(layer.Down, 1, gated)];

        n = Norm(x, weights.FinalGain);
        var logits = new LlamaOracle(weights).LastLogits([4]);
        Assert.Equal(5, logits.Length);
        for (var word = 0; word < 5; word++)
            Assert.Equal(Row(weights.Output, word, n), logits[word], 1e-12);
    }

    /// <summary>
    /// The second token weights the values of both tokens by the products of its query with both keys. The angle of the first token is
    /// zero.
    /// </summary>
    [Fact]
    public void Queries_and_keys_are_normalised_before_their_rotation()
    {
        var weights = new LlamaWeights(Llamas.OneLayer with { HasHeadNorms = true }, DType.Fp32, seed: 3);
        var layer = weights.Layers[0];
        Assert.NotEqual(layer.QueryGain, layer.KeyGain);
        double[][] x = [Embedded(4), Embedded(1)];
        var inputs = x.Select(token => Norm(token, layer.AttentionGain)).ToArray();
        double[] Head(int row, int token) => [Row(layer.Qkv, row, inputs[token]), Row(layer.Qkv, row + 1, inputs[token])];
        var query = Rotated(Norm(Head(0, 1), layer.QueryGain), 1);
        double[] scores =
        [
            Dot(query, Norm(Head(2, 0), layer.KeyGain)) / Math.Sqrt(2),
            Dot(query, Rotated(Norm(Head(2, 1), layer.KeyGain), 1)) / Math.Sqrt(2),
        ];
        var share = 1 / (1 + Math.Exp(scores[1] - scores[0]));
        var mixed = Head(4, 0).Zip(Head(4, 1), (first, second) => (share * first) + ((1 - share) * second)).ToArray();
        double[] stream = [x[1][0] + Row(layer.AttentionOutput, 0, mixed), x[1][1] + Row(layer.AttentionOutput, 1, mixed)];
        var n = Norm(stream, layer.FfnGain);
        var gated = new double[3];
        for (var i = 0; i < 3; i++)
        {
            var gate = Row(layer.GateUp, i, n);
            gated[i] = gate / (1 + Math.Exp(-gate)) * Row(layer.GateUp, 3 + i, n);
        }
        n = Norm([stream[0] + Row(layer.Down, 0, gated), stream[1] + Row(layer.Down, 1, gated)], weights.FinalGain);

        var logits = new LlamaOracle(weights).LastLogits([4, 1]);
        for (var word = 0; word < 5; word++)
            Assert.Equal(Row(weights.Output, word, n), logits[word], 1e-12);

        double[] Embedded(int token) => [At(weights.Embedding, token, 0), At(weights.Embedding, token, 1)];
    }

    [Fact]
    public void The_logits_depend_on_the_order_of_the_tokens()
    {
        var oracle = new LlamaOracle(new LlamaWeights(Llamas.GroupedAndTied, DType.Fp32, seed: 1));
        var straight = oracle.LastLogits([1, 2, 3]);
        var swapped = oracle.LastLogits([2, 1, 3]);
        Assert.True(straight.Zip(swapped, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    /// <summary>
    /// The only position attends to itself, so that attention returns its value with the value's bias. Biases of query and key have no
    /// effect, and a norm follows each half.
    /// </summary>
    [Fact]
    public void A_bias_is_added_to_the_value_and_each_output_is_normalised_before_it_is_added()
    {
        var weights = new LlamaWeights(Llamas.OneLayer with { HasQkvBias = true, HasOutputNorms = true }, DType.Fp32, seed: 3);
        var layer = weights.Layers[0];
        Assert.Equal(6, layer.QkvBias.Length);
        double[] x = [At(weights.Embedding, 4, 0), At(weights.Embedding, 4, 1)];

        var n = Norm(x, layer.AttentionGain);
        double[] value = [Row(layer.Qkv, 4, n) + layer.QkvBias[4], Row(layer.Qkv, 5, n) + layer.QkvBias[5]];
        var output = Norm([Row(layer.AttentionOutput, 0, value), Row(layer.AttentionOutput, 1, value)], layer.AttentionOutputGain);
        x = [x[0] + output[0], x[1] + output[1]];

        n = Norm(x, layer.FfnGain);
        var gated = new double[3];
        for (var i = 0; i < 3; i++)
        {
            var gate = Row(layer.GateUp, i, n);
            gated[i] = gate / (1 + Math.Exp(-gate)) * Row(layer.GateUp, 3 + i, n);
        }
        output = Norm([Row(layer.Down, 0, gated), Row(layer.Down, 1, gated)], layer.FfnOutputGain);
        n = Norm([x[0] + output[0], x[1] + output[1]], weights.FinalGain);

        var logits = new LlamaOracle(weights).LastLogits([4]);
        for (var word = 0; word < 5; word++)
            Assert.Equal(Row(weights.Output, word, n), logits[word], 1e-12);
    }

    /// <summary>
    /// Heads of four, of which the first pair is rotated: by one radian for each position, since its exponent is zero. The second pair
    /// enters the products as it is.
    /// </summary>
    [Fact]
    public void Only_the_leading_elements_of_a_head_are_rotated_after_the_biases_are_added()
    {
        var config = Llamas.OneLayer with { HeadSize = 4, RotarySize = 2, HasQkvBias = true };
        var weights = new LlamaWeights(config, DType.Fp32, seed: 3);
        var layer = weights.Layers[0];
        double[][] x = [Embedded(4), Embedded(1)];
        var inputs = x.Select(token => Norm(token, layer.AttentionGain)).ToArray();
        double[] Head(int row, int token) => [.. Enumerable.Range(row, 4).Select(i => Row(layer.Qkv, i, inputs[token]) + layer.QkvBias[i])];
        double[] Turned(double[] head) => [.. Rotated(head[..2], 1), .. head[2..]];
        var query = Turned(Head(0, 1));
        double[] scores = [Product(query, Head(4, 0)) / 2, Product(query, Turned(Head(4, 1))) / 2];
        var share = 1 / (1 + Math.Exp(scores[1] - scores[0]));
        var mixed = Head(8, 0).Zip(Head(8, 1), (first, second) => (share * first) + ((1 - share) * second)).ToArray();
        double[] stream = [x[1][0] + Row(layer.AttentionOutput, 0, mixed), x[1][1] + Row(layer.AttentionOutput, 1, mixed)];
        var n = Norm(stream, layer.FfnGain);
        var gated = new double[3];
        for (var i = 0; i < 3; i++)
        {
            var gate = Row(layer.GateUp, i, n);
            gated[i] = gate / (1 + Math.Exp(-gate)) * Row(layer.GateUp, 3 + i, n);
        }
        n = Norm([stream[0] + Row(layer.Down, 0, gated), stream[1] + Row(layer.Down, 1, gated)], weights.FinalGain);

        var logits = new LlamaOracle(weights).LastLogits([4, 1]);
        for (var word = 0; word < 5; word++)
            Assert.Equal(Row(weights.Output, word, n), logits[word], 1e-12);

        double[] Embedded(int token) => [At(weights.Embedding, token, 0), At(weights.Embedding, token, 1)];
        double Product(double[] a, double[] b) => a.Zip(b, (first, second) => first * second).Sum();
    }

    /// <summary>The shape of GLM-4 in small. Each of its properties must be visible to a check in the least exact type.</summary>
    [Fact]
    public void A_decoder_that_omits_a_bias_a_norm_or_part_of_a_rotation_fails_the_check()
    {
        var config = LlamaConfig.Find("ci") with { HasQkvBias = true, RotarySize = 8, HasOutputNorms = true };
        var expected = Logits(config);
        var allowed = LlamaTolerance.Relative(config, DType.Bf16) * expected.Max(Math.Abs);
        Assert.True(Distance(config with { HasQkvBias = false }) > 5 * allowed);
        Assert.True(Distance(config with { HasOutputNorms = false }) > 5 * allowed);
        Assert.True(Distance(config with { RotarySize = 16 }) > 2 * allowed);

        double Distance(LlamaConfig other) => Logits(other).Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        static double[] Logits(LlamaConfig shape) =>
            new LlamaOracle(new LlamaWeights(shape, DType.Bf16, seed: 5)).LastLogits([1, 2, 3, 4, 5, 6]);
    }

    private static double At(WeightMatrix matrix, int row, int column) => (double)matrix.UnscaledRow(row)[column] * matrix.Scale;

    private static double Row(WeightMatrix matrix, int row, double[] x) =>
        x.Select((value, column) => value * At(matrix, row, column)).Sum();

    private static double Dot(double[] x, double[] y) => (x[0] * y[0]) + (x[1] * y[1]);

    /// <summary>The only pair of a head of two turns by one radian for each position.</summary>
    private static double[] Rotated(double[] head, int position)
    {
        var (sin, cos) = Math.SinCos(position);
        return [(head[0] * cos) - (head[1] * sin), (head[1] * cos) + (head[0] * sin)];
    }

    private static double[] Norm(double[] x, float[] gain)
    {
        var rms = Math.Sqrt(((x[0] * x[0]) + (x[1] * x[1])) / 2);
        return [x[0] / rms * gain[0], x[1] / rms * gain[1]];
    }
}
