using Microsoft.ML;
using MlNetDl.ModelSelection.CrossValidation;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>The model that a search chose, fitted on all training rows.</summary>
public sealed class BestModel
{
    private readonly Study _study;
    private readonly int? _epochs;
    private readonly MLContext _mlContext;
    private readonly TestRecord _tests;

    internal BestModel(
        Study study, TrialEvaluation trial, int? epochs, MLContext mlContext, ITransformer model, TestRecord tests)
    {
        _study = study;
        _epochs = epochs;
        _mlContext = mlContext;
        _tests = tests;
        Trial = trial;
        Model = model;
    }

    /// <summary>The trial that the options are of.</summary>
    public TrialEvaluation Trial { get; }

    /// <summary>The model, to be saved or used.</summary>
    public ITransformer Model { get; }

    /// <summary>Measures the model on the test set, once in a study.</summary>
    /// <param name="test">Rows that had no part in the search.</param>
    /// <param name="again">
    /// Whether to look once more although the study has had its look with another trial. Of several looks the best is no longer an honest
    /// figure.
    /// </param>
    /// <returns>
    /// What it gives. If the same trial was measured before, then what it gave (<see cref="TestEvaluation.IsRepeated"/>), and the test set
    /// is not looked at: a program that is run again changes nothing.
    /// </returns>
    /// <remarks>That it was done is kept in the study file, or, where there is none, in the result of the search.</remarks>
    /// <exception cref="InvalidOperationException">The study has had its look, with another trial, other epochs or other rows.</exception>
    public TestEvaluation EvaluateOnce(IDataView test, bool again = false)
    {
        ArgumentNullException.ThrowIfNull(test);
        var rows = RowCount.Of(test);
        if (!again && _tests.Latest() is { } before)
        {
            if (before.Trial == Trial.Trial && before.Rows == rows && before.Epochs == _epochs)
                return before with { IsRepeated = true };
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Study '{_study.Name}': the test set was used on {before.At:yyyy-MM-dd HH:mm} UTC for ")
                + $"{Describe(before.Trial, before.Epochs, before.Rows)}, and now it is wanted for {Describe(Trial.Trial, _epochs, rows)}. "
                + "Choosing after a look at the test set makes its figure too good. Take rows that nothing has seen yet, or say that you "
                + "want to look again: EvaluateOnce(test, again: true).");
        }

        TestEvaluation evaluation = new()
        {
            Study = _study.Name,
            Trial = Trial.Trial,
            Options = Trial.Options,
            Epochs = _epochs,
            Metrics = _study.Metrics.Evaluate(_mlContext, Model.Transform(test)),
            Rows = rows,
            At = DateTimeOffset.UtcNow,
        };
        _tests.Keep(evaluation);
        return evaluation;
    }

    private static string Describe(int trial, int? epochs, long rows) =>
        FormattableString.Invariant($"trial {trial} (") + (epochs is null ? "" : FormattableString.Invariant($"{epochs} epochs, "))
        + FormattableString.Invariant($"{rows} rows)");
}
