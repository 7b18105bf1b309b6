using System.Globalization;
using Microsoft.ML;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Options;

public class OptionRangesTests
{
    private static readonly object[] _noNumbers = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    private static readonly Dictionary<string, Range> _ranges = new()
    {
        ["LabelColumnName"] = new("the name of a column", ["a"], [null, "", " "]),
        ["FeatureColumnName"] = new("the name of a column", ["a"], [null, "", " "]),
        ["ExampleWeightColumnName"] = new("the name of a column, or null", [null, "a"], ["", " "]),
        ["WeightDecay"] = AtLeastZero(orNull: true),
        ["WeightDecayForm"] = OneOf<WeightDecayForm>(3, ", or null"),
        ["MaxNorm"] = AboveZero(orNull: true),
        ["Optimizer"] = OneOf<Optimizer>(4),
        ["LearningRate"] = AboveZero(orNull: true),
        ["LearningRateSchedule"] = OneOf<LearningRateSchedule>(5),
        ["WarmUpEpochs"] = AtLeastZero(),
        ["LearningRateDecay"] = BetweenZeroAndOne(),
        ["LearningRateStepEpochs"] = new("at least 1, or null", [null, 1, int.MaxValue], [0, -1]),
        ["PlateauPatience"] = new("at least 0", [0, int.MaxValue], [-1]),
        ["Momentum"] = FromZeroToBelowOne(orNull: true),
        ["Beta1"] = FromZeroToBelowOne(),
        ["Beta2"] = FromZeroToBelowOne(orNull: true),
        ["Epsilon"] = AboveZero(),
        ["GradientClipNorm"] = AboveZero(orNull: true),
        ["BatchSize"] = new("at least 1, or null", [null, 1, int.MaxValue], [0, -1]),
        ["NumberOfEpochs"] = new("at least 1, or null", [null, 1, int.MaxValue], [0, -1]),
        ["ValidationFraction"] = FromZeroToBelowOne(orNull: true),
        ["EarlyStopping"] = OneOf<EarlyStopping>(3),
        ["EarlyStoppingPatience"] = new("at least 1, or null", [null, 1, int.MaxValue], [0, -1]),
        ["ValidationMetric"] = OneOf<ValidationMetric>(7),
        ["WeightAveraging"] = FromZeroToBelowOne(),
        ["CheckpointPath"] = new("a path, or null", [null, "a"], ["", " "]),
        ["CheckpointInterval"] = new("at least 1", [1, int.MaxValue], [0, -1]),
        ["HiddenLayers"] = new(
            "a list of numbers of at least 1, or null", [null, Array.Empty<int>(), new[] { 1 }], [new[] { 8, 0 }, new[] { -1 }]),
        ["Activation"] = OneOf<Activation>(7),
        ["Dropout"] = FromZeroToBelowOne(orNull: true),
        ["LayerDropout"] = new(
            "null, or 2 numbers, one a hidden layer, each at least 0 and below 1",
            [null, new[] { 0, 0.5f }],
            [
                Array.Empty<float>(), new[] { 0.5f }, new[] { 0.5f, 0.5f, 0.5f },
                new[] { 0, 1f }, new[] { -0.5f, 0 }, new[] { float.NaN, 0 }, new[] { float.PositiveInfinity, 0 },
            ]),
        ["NumericEncoding"] = OneOf<NumericEncoding>(3),
        ["Members"] = new("at least 1, or null", [null, 1, int.MaxValue], [0, -1]),
        ["AutoRegularization"] = OneOf<AutoRegularization>(3),
        ["InputDropout"] = FromZeroToBelowOne(),
        ["LabelSmoothing"] = FromZeroToBelowOne(),
        ["RegressionLoss"] = OneOf<RegressionLoss>(4),
        ["HuberDelta"] = AboveZero(),
        ["Quantile"] = BetweenZeroAndOne(),
    };

    private readonly MLContext _mlContext = new();

    public static TheoryData<string> Options => [.. _ranges.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_trainer_refuses_values_beyond_the_ends_of_the_range(string option)
    {
        var range = _ranges[option];

        Assert.All(TrainersWith(option), trainer => Assert.All(range.Refused, value => Assert.Equal(
            $"{trainer}: {option} is {Text(value)}; it must be {range.Requirement}. (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Make(trainer, option, value)).Message)));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_ends_of_the_range_are_allowed(string option) =>
        // The trainer of all tasks, for what the others take depends on theirs.
        Assert.All(_ranges[option].Allowed, value => Make(nameof(MlpTrainer), option, value));

    [Fact]
    public void Every_option_that_has_a_range_is_tried()
    {
        string[] any = ["Seed", "Progress", "KeepModelOnCancel", "Nesterov", "BatchNormalization", "ClassWeights", "ContinueFrom"];

        Assert.Equal(
            OptionTrainers.OptionsClasses.SelectMany(OptionTrainers.Settable).Distinct().Order(), _ranges.Keys.Concat(any).Order());
    }

    private static IEnumerable<string> TrainersWith(string option) => OptionTrainers.All.Append(nameof(MlpTrainer))
        .Where(trainer => OptionTrainers.OptionsOf(trainer).GetProperty(option) is not null);

    private object Make(string trainer, string option, object? value)
    {
        var options = OptionTrainers.Defaults(trainer);
        MakeItMatter(options, option);
        options.GetType().GetProperty(option)!.SetValue(options, value);
        return OptionTrainers.Make(trainer, _mlContext, options);
    }

    /// <summary>Sets what an option is idle without, for idle options are refused.</summary>
    private static void MakeItMatter(NetworkTrainerOptions options, string option)
    {
        switch (option)
        {
            case nameof(options.Momentum):
                options.Optimizer = Optimizer.Sgd;
                break;
            case nameof(options.LearningRateDecay) or nameof(options.LearningRateStepEpochs):
                options.LearningRateSchedule = LearningRateSchedule.Step;
                break;
            case nameof(options.PlateauPatience):
                options.LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau;
                break;
            case nameof(options.CheckpointInterval):
                options.CheckpointPath = "a";
                break;
            case nameof(MlpTrainer.Options.HuberDelta) when options is MlpTrainer.Options mlp:
                mlp.RegressionLoss = RegressionLoss.Huber;
                break;
            case nameof(MlpTrainer.Options.Quantile) when options is MlpTrainer.Options mlp:
                mlp.RegressionLoss = RegressionLoss.Quantile;
                break;
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        Array numbers => $"[{string.Join(", ", numbers.Cast<object>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static Range AtLeastZero(bool orNull = false) =>
        OfNumbers("at least 0 and finite", orNull, [0f, 1f], [-float.Epsilon]);

    private static Range AboveZero(bool orNull = false) =>
        OfNumbers("above 0 and finite", orNull, [float.Epsilon, float.MaxValue], [0f, -1f]);

    private static Range FromZeroToBelowOne(bool orNull = false) =>
        OfNumbers("at least 0 and below 1", orNull, [0f, MathF.BitDecrement(1)], [-float.Epsilon, 1f]);

    private static Range BetweenZeroAndOne() =>
        OfNumbers("above 0 and below 1", orNull: false, [float.Epsilon, MathF.BitDecrement(1)], [0f, 1f]);

    private static Range OfNumbers(string requirement, bool orNull, object?[] allowed, object?[] refused) =>
        new(orNull ? $"{requirement}, or null" : requirement, orNull ? [null, .. allowed] : allowed, [.. refused, .. _noNumbers]);

    private static Range OneOf<T>(int count, string orNull = "")
        where T : struct, Enum =>
        new(
            $"one of {string.Join(", ", Enum.GetNames<T>())}{orNull}",
            [.. Enum.GetValues<T>().Cast<object?>()],
            [Enum.ToObject(typeof(T), -1), Enum.ToObject(typeof(T), count)]);

    /// <param name="Requirement">What an option must be, by the message.</param>
    /// <param name="Allowed">Values just within each end of the range.</param>
    /// <param name="Refused">Values just beyond.</param>
    private sealed record Range(string Requirement, object?[] Allowed, object?[] Refused);
}
