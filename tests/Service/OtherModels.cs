using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Service;

/// <summary>Saved models of a table with a column of each type.</summary>
internal static class OtherModels
{
    public static MLContext Context { get; } = new(seed: 1);

    /// <summary>Rows whose target depends on all columns.</summary>
    public static Typed[] Rows()
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, 60).Select(_ => new Typed
            {
                Single = random.NextSingle(),
                Double = random.NextDouble(),
                Int32 = random.Next(-5, 5),
                Byte = (byte)random.Next(5),
                Int64 = random.NextInt64(5),
                Flag = random.Next(2) == 0,
                Town = random.Next(3) == 0 ? "Oslo" : "Bonn",
                Key = (uint)random.Next(3),
                Vector = [random.NextSingle(), random.NextSingle()],
            }).Select(row => row.WithTarget()),
        ];
    }

    /// <summary>The steps before a trainer, and the rows.</summary>
    public static ITransformer Fit(IEstimator<ITransformer> trainer) => Features().Append(trainer).Fit(Data());

    public static byte[] Saved(ITransformer model) => SavedModel.Bytes(Context, model, Data().Schema);

    /// <summary>A perceptron that is soon fitted.</summary>
    public static MlpTrainer Mlp(string label = "Label") => new(Context, new MlpTrainer.Options
    {
        LabelColumnName = label,
        HiddenLayers = [8],
        NumberOfEpochs = 5,
        Members = 1,
        AutoRegularization = AutoRegularization.Off,
        Seed = 1,
    });

    public static byte[] WithoutScore() => Saved(Features().Fit(Data()));

    public static byte[] WithoutSchema() => SavedModel.Bytes(Context, Features().Fit(Data()));

    /// <summary>A model of ML.NET's own that refuses towns it has not seen, and takes numbers as they come.</summary>
    public static byte[] Refusing() => Saved(
        Context.Transforms.Categorical.NaNAwareOneHotEncoding("Town", options: new() { UnseenValues = UnseenValues.Error })
            .Append(Context.Transforms.Conversion.ConvertType("Number", "Double"))
            .Append(Context.Transforms.Concatenate("Features", "Town", "Number"))
            .Append(Context.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 5))
            .Fit(Data()));

    /// <summary>A model of keys that have texts, and what it gives to the rows.</summary>
    public static (byte[] File, float[] Scores) OfNamedKeys()
    {
        var data = Context.Transforms.Conversion.MapValueToKey("TownKey", "Town").Fit(Data()).Transform(Data());
        var model = Context.Transforms.Categorical.NaNAwareOneHotEncoding("Slots", "TownKey")
            .Append(Context.Transforms.Concatenate("Features", "Slots", "Single"))
            .Append(Context.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 5))
            .Fit(data);
        return (SavedModel.Bytes(Context, model, data.Schema), [.. model.Transform(data).GetColumn<float>("Score")]);
    }

    private static IDataView Data() => Context.Data.LoadFromEnumerable(Rows());

    private static EstimatorChain<ColumnConcatenatingTransformer> Features() =>
        Context.Transforms.Categorical
            .NaNAwareOneHotEncoding([new("TownSlots", "Town"), new("KeySlots", "Key"), new("FlagSlots", "Flag")])
            .Append(Context.Transforms.Conversion.ConvertType(
                [new("D", "Double"), new("I", "Int32"), new("B", "Byte"), new("L", "Int64")], DataKind.Single))
            .Append(Context.Transforms.Concatenate(
                "Features", "Single", "D", "I", "B", "L", "TownSlots", "KeySlots", "FlagSlots", "Vector"));
}

internal sealed class Typed
{
    public float Single { get; set; }

    public double Double { get; set; }

    public int Int32 { get; set; }

    public byte Byte { get; set; }

    public long Int64 { get; set; }

    public bool Flag { get; set; }

    public string Town { get; set; } = "";

    [KeyType(3)]
    public uint Key { get; set; }

    [VectorType(2)]
    public float[] Vector { get; set; } = [];

    public float Target { get; set; }

    public bool Label { get; set; }

    public Typed WithTarget()
    {
        Target = Single + (float)Double + Int32 + Byte + Int64 + (Flag ? 2 : 0) + (Town == "Oslo" ? 3 : 0) + Key + Vector.Sum();
        Label = Target > 10;
        return this;
    }

    /// <summary>The row as a client sends it.</summary>
    public string Json() => System.Text.Json.JsonSerializer.Serialize(
        new { Single, Double, Int32, Byte, Int64, Flag, Town, Key, Vector });
}

internal sealed class BinaryAnswer
{
    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }

    public float Score { get; set; }
}
