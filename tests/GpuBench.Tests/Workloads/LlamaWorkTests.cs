using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class LlamaWorkTests
{
    private static readonly LlamaWork Fp32 = new(Llamas.OneLayer, elementBytes: 4);

    [Fact]
    public void Prefill_counts_the_output_matrix_once_for_each_sequence_and_causal_attention()
    {
        // Operations: 3 tokens · 2 · 34, 2 · 10 for the last token, and 4 · 2 for each of 6 pairs. Data: 44 weights, and 4 values
        // a token.
        Assert.Equal(new WorkCount(204 + 20 + 48, 176 + 48, 48, 3), Fp32.Prefill(batch: 1, promptLength: 3));
        Assert.Equal(2 * 272, Fp32.Prefill(batch: 2, promptLength: 3).OperationCount);
    }

    [Fact]
    public void A_decode_step_reads_weights_once_and_the_cache_of_every_sequence()
    {
        // The steps after 4 tokens read 5, 6 and 7 keys. The average is 6, which is 12 for two sequences.
        Assert.Equal(
            new WorkCount((2 * 44 * 2) + (4 * 2 * 12), 176 + (16 * 12), 16 * 2, 2),
            Fp32.DecodeStep(batch: 2, contextLength: 4, stepCount: 3));
    }

    [Fact]
    public void A_request_is_a_prompt_and_a_step_for_each_further_token()
    {
        // The prompt of 3 tokens as above; then two steps, which read 4 and 5 keys.
        Assert.Equal(
            new WorkCount(272 + (2 * 88) + (4 * 2 * 9), 224 + (2 * 176) + (16 * 9), 48 + (2 * 16), 3),
            Fp32.Generate(batch: 1, promptLength: 3, outputLength: 3));
        Assert.Equal(Fp32.Prefill(2, 3) with { TokenCount = 2 }, Fp32.Generate(batch: 2, promptLength: 3, outputLength: 1));
    }

    /// <summary>34 weights of the layer take a byte each, the 10 of the output matrix four. The operations are the same.</summary>
    [Fact]
    public void Layers_in_int8_are_read_as_bytes_and_multiplied_as_before()
    {
        var int8 = new LlamaWork(Llamas.OneLayer, elementBytes: 4, LayerStorage.Int8);
        Assert.Equal(34 + 40, int8.WeightBytes);
        Assert.Equal(Fp32.Prefill(2, 3) with { BytesRead = 74 + 96 }, int8.Prefill(2, 3));
        Assert.Equal(Fp32.DecodeStep(2, 4, 3) with { BytesRead = 74 + (16 * 12) }, int8.DecodeStep(2, 4, 3));
        Assert.Equal(Fp32.ResidentBytes(2, 8) - (3 * 34), int8.ResidentBytes(2, 8));
    }

    [Fact]
    public void A_tied_embedding_table_is_counted_once()
    {
        Assert.Equal(34 + 4 + 2 + 20, Llamas.OneLayer.ParameterCount);
        Assert.Equal(34 + 4 + 2 + 10, (Llamas.OneLayer with { IsTied = true }).ParameterCount);
    }

    [Fact]
    public void Biases_and_norms_count_as_parameters_but_not_as_work()
    {
        var bare = Llamas.OneLayer;
        // Three heads of two elements; two norms of two.
        Assert.Equal(bare.ParameterCount + 6, (bare with { HasQkvBias = true }).ParameterCount);
        Assert.Equal(bare.ParameterCount + 4, (bare with { HasOutputNorms = true }).ParameterCount);
        var full = bare with { HasQkvBias = true, HasOutputNorms = true };
        Assert.Equal(Fp32.Prefill(2, 3), new LlamaWork(full, elementBytes: 4).Prefill(2, 3));
        Assert.Equal(Fp32.DecodeStep(2, 3, 4), new LlamaWork(full, elementBytes: 4).DecodeStep(2, 3, 4));
    }

    [Theory]
    [InlineData("110m", 109_529_856)]
    [InlineData("tinyllama-1.1b", 1_100_048_384)]
    [InlineData("llama2-7b", 6_738_415_616)]
    [InlineData("llama2-13b", 13_015_864_320)]
    [InlineData("llama3-8b", 8_030_261_248)]
    [InlineData("mistral-7b", 7_241_732_096)]
    [InlineData("qwen2.5-0.5b", 494_032_768)]
    [InlineData("qwen2.5-1.5b", 1_543_714_304)]
    [InlineData("qwen2.5-3b", 3_085_938_688)]
    [InlineData("qwen2.5-7b", 7_615_616_512)]
    [InlineData("qwen2.5-14b", 14_770_033_664)]
    [InlineData("qwen3-0.6b", 596_049_920)]
    [InlineData("qwen3-1.7b", 1_720_574_976)]
    [InlineData("qwen3-4b", 4_022_468_096)]
    [InlineData("qwen3-8b", 8_190_735_360)]
    [InlineData("qwen3-14b", 14_768_307_200)]
    [InlineData("qwen3-32b", 32_762_123_264)]
    [InlineData("glm-4-9b", 9_400_279_040)]
    public void Presets_have_the_parameter_count_of_their_models(string name, double parameters) =>
        Assert.Equal(parameters, LlamaConfig.Find(name).ParameterCount);

    /// <summary>
    /// One token behind an empty context costs a multiplication for each matrix element that it reads, and 2·D for each head and layer.
    /// The counts of the vendors' cards are those without the embedding table (Qwen2.5-7B: 6.53 billion, 14B: 13.1), to which the output
    /// matrix adds its part.
    /// </summary>
    [Theory]
    [InlineData("llama2-13b", 40 * 317_194_240L, 32_000 * 5120L, 40 * 2 * 40 * 128)]
    [InlineData("mistral-7b", 32 * 218_103_808L, 32_000 * 4096L, 32 * 2 * 32 * 128)]
    [InlineData("qwen2.5-0.5b", 24 * 14_909_440L, 151_936 * 896L, 24 * 2 * 14 * 64)]
    [InlineData("qwen2.5-7b", 28 * 233_046_016L, 152_064 * 3584L, 28 * 2 * 28 * 128)]
    [InlineData("qwen2.5-14b", 48 * 275_251_200L, 152_064 * 5120L, 48 * 2 * 40 * 128)]
    [InlineData("glm-4-9b", 40 * 203_948_032L, 151_552 * 4096L, 40 * 2 * 32 * 128)]
    public void A_step_multiplies_once_for_each_matrix_element(string name, long layers, long output, long attention) =>
        Assert.Equal(
            2.0 * (layers + output + attention),
            new LlamaWork(LlamaConfig.Find(name), elementBytes: 2).DecodeStep(batch: 1, contextLength: 0, stepCount: 1).OperationCount);

    [Fact]
    public void Definitions_count_the_work_of_the_shape_in_the_point()
    {
        var dtype = NumericTriple.SummedInFp32(DType.Bf16);
        var model = LlamaConfig.Find("110m");
        var prefill = new PrefillShape(model, 4, 128);
        var decode = new DecodeShape(model, 4, 128, 64);
        Assert.Equal(new LlamaWork(model, 2).Prefill(4, 128), PrefillDefinition.Instance.Count(prefill.ToPoint(), dtype));
        Assert.Equal(new LlamaWork(model, 2).DecodeStep(4, 128, 64), DecodeDefinition.Instance.Count(decode.ToPoint(), dtype));
        Assert.Equal(prefill, PrefillShape.From(prefill.ToPoint()));
        Assert.Equal(decode, DecodeShape.From(decode.ToPoint()));
        var int8 = decode with { Layers = LayerStorage.Int8 };
        var smaller = new LlamaWork(model, 2, LayerStorage.Int8);
        Assert.Equal(smaller.DecodeStep(4, 128, 64), DecodeDefinition.Instance.Count(int8.ToPoint(), dtype));
        Assert.Equal(int8, DecodeShape.From(int8.ToPoint()));
        Assert.Equal("model=110m,b=4,context=128,steps=64", decode.ToPoint().ToString());
        Assert.Equal("model=110m,b=4,context=128,steps=64,weights=int8", int8.ToPoint().ToString());
        Assert.Equal("110m b4 tg64 after 128 int8 weights", DecodeDefinition.Instance.Format(int8.ToPoint()));
    }

    [Fact]
    public void An_unknown_model_is_an_error_of_usage() =>
        Assert.Contains("use one of ci, 110m", Assert.Throws<UserError>(() => LlamaConfig.Find("gpt")).Message, StringComparison.Ordinal);
}
