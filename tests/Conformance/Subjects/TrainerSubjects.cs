using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

/// <summary>What the registrations of the trainers have in common.</summary>
internal static class TrainerSubjects
{
    private const string Features = nameof(SampleRow.Features);

    private static readonly string[] _features = [Features];

    /// <summary>The columns a model adds, by the label.</summary>
    private static readonly Dictionary<string, string[]> _outputs = new()
    {
        [nameof(SampleRow.Class)] = ["Score", "PredictedLabel"],
        [nameof(SampleRow.Flag)] = ["Score", "Probability", "PredictedLabel"],
        [nameof(SampleRow.Value)] = ["Score"],
    };

    /// <summary>A perceptron of a task, which the label column tells, with the kinds of options that differ most.</summary>
    public static IEnumerable<ConformanceSubject> Mlp(
        Type trainer, string label, Func<MLContext, MlpTrainer.Options, IEstimator<ITransformer>> make, string? task = null)
    {
        var prefix = task is null ? "" : $"{task}, ";
        yield return Subject("defaults", () => Options(label));
        yield return Subject("plain", () => Plain(label));
        yield return Subject("folds", () =>
        {
            var options = Options(label);
            options.AutoRegularization = AutoRegularization.On;
            return options;
        });
        yield return Subject("weights, dropout, normalization and small batches", () =>
        {
            var options = Plain(label, nameof(SampleRow.Weight));
            (options.Dropout, options.BatchNormalization, options.BatchSize, options.NumberOfEpochs) = (0.3f, true, 7, 3);
            return options;
        });
        yield return Subject("members and pieces", () =>
        {
            var options = Plain(label);
            (options.Members, options.NumericEncoding) = (3, NumericEncoding.PiecewiseLinear);
            return options;
        });

        ConformanceSubject Subject(string variant, Func<MlpTrainer.Options> options) =>
            Trainer(trainer, prefix + variant, label, options, make, weight => MlpOnAllRows(options(), weight));
    }

    /// <summary>A linear trainer, without weights and with.</summary>
    public static IEnumerable<ConformanceSubject> Linear<TOptions>(
        Type trainer, string label, Func<MLContext, TOptions, IEstimator<ITransformer>> make)
        where TOptions : NetworkTrainerOptions, new()
    {
        yield return Subject("defaults", weight: null);
        yield return Subject("weights", nameof(SampleRow.Weight));

        ConformanceSubject Subject(string variant, string? weight) => Trainer(
            trainer, variant, label, () => TwoEpochs(weight), make, weight => OnAllRows(TwoEpochs(weight), weight));

        TOptions TwoEpochs(string? weight) => new() { LabelColumnName = label, ExampleWeightColumnName = weight, NumberOfEpochs = 2 };
    }

    /// <summary>A trainer in a variant.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="variant">What is particular.</param>
    /// <param name="label">The label column.</param>
    /// <param name="options">Makes the options.</param>
    /// <param name="make">Makes the trainer.</param>
    /// <param name="onAllRows">Makes the options of training on all rows at once, with the weight column or without.</param>
    private static ConformanceSubject Trainer<TOptions>(
        Type trainer, string variant, string label, Func<TOptions> options, Func<MLContext, TOptions, IEstimator<ITransformer>> make,
        Func<string?, TOptions> onAllRows)
        where TOptions : NetworkTrainerOptions
    {
        var weight = options().ExampleWeightColumnName;
        return new ConformanceSubject
        {
            Estimator = trainer,
            Variant = variant,
            Options = options,
            Make = (mlContext, options) => make(mlContext, (TOptions)options),
            Outputs = _outputs[label].ToDictionary(column => column, _ => _features),
            Label = label,
            IsRandom = true,
            FitColumns = weight is null ? [label] : [label, weight],
            WeightOptions = onAllRows,
            Wrong = [.. WrongDataOf(trainer, label, weight)],
            Refuses = Refusals(label),
        };
    }

    private static MlpTrainer.Options Options(string label) => new() { LabelColumnName = label, HiddenLayers = [4], NumberOfEpochs = 2 };

    private static MlpTrainer.Options Plain(string label, string? weight = null)
    {
        var options = Options(label);
        options.ExampleWeightColumnName = weight;
        (options.AutoRegularization, options.Members, options.NumericEncoding) =
            (AutoRegularization.Off, 1, NumericEncoding.Standardize);
        return options;
    }

    /// <summary>
    /// Makes options of training on all rows at once, in which nothing is drawn but the first parameters. Adam will not do: it divides by
    /// the size of the gradient, and of one that is 0 but for rounding it makes a step like any other.
    /// </summary>
    private static TOptions OnAllRows<TOptions>(TOptions options, string? weight)
        where TOptions : NetworkTrainerOptions
    {
        options.ExampleWeightColumnName = weight;
        (options.Optimizer, options.BatchSize, options.NumberOfEpochs, options.LearningRate) = (Optimizer.Sgd, int.MaxValue, 10, 0.05f);
        return options;
    }

    private static MlpTrainer.Options MlpOnAllRows(MlpTrainer.Options options, string? weight)
    {
        // The variance that batch normalization ends up with is corrected by the number of rows; weights, having no scale, cannot tell it.
        (options.AutoRegularization, options.Dropout, options.BatchNormalization) = (AutoRegularization.Off, 0, false);
        return OnAllRows(options, weight);
    }

    private static IEnumerable<WrongData> WrongDataOf(Type trainer, string label, string? weight)
    {
        yield return WrongData.Without(Features, trainer.Name, "missing", "FeatureColumnName");
        yield return WrongData.Without(label, trainer.Name, "missing", "LabelColumnName");
        foreach (var column in new[] { nameof(SampleRow.Single), nameof(SampleRow.Open), nameof(SampleRow.Texts), nameof(SampleRow.Date) })
            yield return WrongData.Replaced(Features, column, trainer.Name, "a vector of Single of known size");
        foreach (var column in new[] { nameof(SampleRow.Int32), nameof(SampleRow.Singles), nameof(SampleRow.Date) })
            yield return WrongData.Replaced(label, column, trainer.Name, "it must be", "Append mlContext.Transforms");
        yield return WrongData.Rows(
            "features that are not numbers", row => row.Features[1] = row.Number % 2 == 0 ? float.NaN : float.PositiveInfinity,
            "'Features'", "'width' (60)", "ReplaceMissingValues");
        if (label == nameof(SampleRow.Value))
        {
            yield return WrongData.Rows(
                "an infinite label", row => row.Value = row.Number == 7 ? float.NegativeInfinity : row.Value, "'Value'", "row 8", "finite");
        }

        if (weight is not null)
        {
            yield return WrongData.Without(weight, trainer.Name, "missing", "ExampleWeightColumnName");
            foreach (var column in new[] { nameof(SampleRow.Text), nameof(SampleRow.Singles) })
                yield return WrongData.Replaced(weight, column, trainer.Name, "it must be a Single");
            yield return WrongData.Rows("a negative weight", row => row.Weight = row.Number - 3, "'Weight'", "-3", "at least 0");
            yield return WrongData.Rows("weights of 0", row => row.Weight = 0, "'Weight'", "60");
            if (label != nameof(SampleRow.Value))
            {
                yield return WrongData.Rows(
                    "weights of 0 but for one class", row => row.Weight = row is { Class: 1, Flag: true } ? 1 : 0,
                    $"'{label}'", "one class only");
            }
        }
    }

    private static Dictionary<EdgeRows, string[]> Refusals(string label)
    {
        var refusals = new Dictionary<EdgeRows, string[]>
        {
            [EdgeRows.None] = ["no rows"],
            [EdgeRows.One] = ["one row", $"'{label}'", "two at least"],
        };
        if (label != nameof(SampleRow.Value))
            refusals[EdgeRows.OneLabel] = [$"'{label}'", "one class only"];
        if (label != nameof(SampleRow.Flag))
            refusals[EdgeRows.NoLabels] = [$"'{label}'", "missing in all 60"];
        return refusals;
    }
}
