using Microsoft.ML;

namespace MlNetDl.Tests.Conformance;

/// <summary>A public estimator in one variant, and what the checks need to know of it.</summary>
internal sealed class ConformanceSubject
{
    public required Type Estimator { get; init; }

    /// <summary>What is particular: the task, the options, the type of a column.</summary>
    public required string Variant { get; init; }

    /// <summary>Makes the options, new ones each time. They leave the seed to the context.</summary>
    public required Func<object> Options { get; init; }

    /// <summary>Makes the estimator with these options.</summary>
    public required Func<MLContext, object, IEstimator<ITransformer>> Make { get; init; }

    /// <summary>The columns that the fitted transformer adds, each with the columns it is made of.</summary>
    public required IReadOnlyDictionary<string, string[]> Outputs { get; init; }

    /// <summary>The label column, if it learns from one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the seed decides what is learned.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Columns that the fit reads beside the inputs, such as the label and the weight.</summary>
    public string[] FitColumns { get; init; } = [];

    /// <summary>Data that cannot be learned from, some of it seen by the schema, some by the rows.</summary>
    public IReadOnlyList<WrongData> Wrong { get; init; } = [];

    /// <summary>Rows at the edge that the fit refuses, with the words of the refusal; all others it must take.</summary>
    public IReadOnlyDictionary<EdgeRows, string[]> Refuses { get; init; } = new Dictionary<EdgeRows, string[]>();

    /// <summary>
    /// Makes options with the weight column, or without where null, by which a row of weight 2 is the same as the row twice: in a trainer,
    /// those of training on all rows at once. Null if there are no weights.
    /// </summary>
    public Func<string?, object>? WeightOptions { get; init; }

    /// <summary>The steps that make the sample table into what the estimator takes; null if it takes the table as it is.</summary>
    public Func<MLContext, IEstimator<ITransformer>>? Before { get; init; }

    public string Name => $"{Estimator.Name}: {Variant}";

    /// <summary>The columns that the fitted transformer reads.</summary>
    public string[] Inputs => [.. Outputs.Values.SelectMany(columns => columns).Distinct()];

    public IEstimator<ITransformer> Create(MLContext mlContext) => Make(mlContext, Options());

    /// <summary>The rows as the estimator takes them.</summary>
    public IDataView View(MLContext mlContext, IEnumerable<SampleRow> rows, int features = 4)
    {
        var view = SampleTable.View(mlContext, rows, features);
        if (Before is null)
            return view;
        var training = SampleTable.Training().Select(row => row.With(row => row.Features = row.Features[..features]));
        return Before(mlContext).Fit(SampleTable.View(mlContext, training, features)).Transform(view);
    }

    public IDataView Training(MLContext mlContext) => View(mlContext, SampleTable.Training());

    public IDataView Others(MLContext mlContext) => View(mlContext, SampleTable.Others());

    public ITransformer Fit(MLContext mlContext) => Create(mlContext).Fit(Training(mlContext));
}
