using System.Globalization;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Regularization;

/// <summary>Weight decay and dropout.</summary>
internal sealed record Penalty(float WeightDecay, float Dropout)
{
    public static Penalty None { get; } = new(0, 0);

    /// <summary>What is tried on the rows that choose.</summary>
    public static IReadOnlyList<Penalty> Grid { get; } =
    [
        .. from decay in new float[] { 0, 1, 2, 5, 10, 20 }
           from dropout in new[] { 0, 0.1f, 0.3f, 0.5f }
           select new Penalty(decay, dropout),
    ];

    public MlpTrainer.Options Options(string label, int epochs, int seed) => new MlpTrainer.Options
    {
        LabelColumnName = label,
        WeightDecay = WeightDecay,
        WeightDecayForm = WeightDecayForm.Decoupled,
        Dropout = Dropout,
        NumberOfEpochs = epochs,
        EarlyStopping = EarlyStopping.Off,
        Seed = seed,
    }.Plain();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decay {WeightDecay}, dropout {Dropout}");
}
