using Microsoft.ML;
using MlNetDl.Samples.Own.Csv;
using MlNetDl.Transforms;

namespace MlNetDl.Samples.Own;

/// <summary>A CSV made ready: which columns are learned from, what is learned, and the rows as ML.NET reads them.</summary>
internal sealed class OwnData
{
    private const int MinimumRows = 20;

    private readonly TableColumn[] _inputs;

    /// <exception cref="UnusableDataException">The file or the label cannot be learned from.</exception>
    public OwnData(string path, string labelName, TaskKind? asked, IEnumerable<string> missingTokens, int folds)
    {
        var table = CsvTable.Read(path, missingTokens);
        var label = Array.IndexOf(table.Names, labelName);
        if (label < 0)
            throw new UnusableDataException($"{path} has no column '{labelName}'; it has {string.Join(", ", table.Names)}.");

        var labelled = table.WithoutMissing(label);
        Unlabelled = table.Rows - labelled.Rows;
        if (labelled.Rows < MinimumRows)
        {
            throw new UnusableDataException($"Rows of {path} with a label in column '{labelName}': {labelled.Rows}; "
                + $"{folds} folds need {MinimumRows} at least.");
        }

        Columns = [.. labelled.Names.Select((_, column) => new TableColumn(labelled, column))];
        Label = Columns[label];
        Task = LabelTask.Of(Label, asked);
        CheckBothClasses(folds);
        _inputs = [.. Columns.Where(column => column != Label && column.LeftOut is null)];
        if (_inputs.Length == 0)
            throw new UnusableDataException($"{path} has no column to learn from besides the label '{labelName}'.");

        LabelName = Unused("Label", InputNames);
        FeaturesName = Unused("Features", InputNames.Append(LabelName));
    }

    public TableColumn[] Columns { get; }

    public TableColumn Label { get; }

    public LabelTask Task { get; }

    /// <summary>How many rows were left out because their label is missing.</summary>
    public int Unlabelled { get; }

    public int Rows => Label.Texts.Length;

    /// <summary>What the label is called in the view: a name of its own, lest the trainer's output hide a label called Score.</summary>
    public string LabelName { get; }

    public string FeaturesName { get; }

    private IEnumerable<string> InputNames => _inputs.Select(column => column.Name);

    /// <summary>What the model asks of a row: the inputs, without the label.</summary>
    public TableView Inputs() => TableView.Of([.. InputColumns()]);

    /// <summary>The inputs and the label.</summary>
    public TableView View() => TableView.Of([.. InputColumns(), (LabelName, LabelValues())]);

    /// <summary>The step before the trainer.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="rows">The rows to be learned from; numbers that are missing in all of them have no median, and are no features.</param>
    public TabularFeaturesEstimator Features(MLContext mlContext, IReadOnlyCollection<int> rows)
        => mlContext.Transforms.TabularFeatures(FeaturesName, Inputs().Schema, label: null,
            ignore: [.. _inputs.Where(column => column.IsNumber && rows.All(row => float.IsNaN(column.Numbers[row])))
                .Select(column => column.Name)],
            options: new()
            {
                // The user has been told which text is left out, and why.
                CategoricalColumnNames = [.. _inputs.Where(column => !column.IsNumber).Select(column => column.Name)],
                AllowLabelAsFeature = true,
            });

    /// <summary>The rows of each fold, the classes spread evenly over them.</summary>
    public int[][] Folds(int count) => Task.Kind == TaskKind.Regression
        ? Csv.Folds.Stratified(new bool[Rows], count, seed: 1)
        : Csv.Folds.Stratified(Task.Labels, count, seed: 1);

    /// <summary>A name like the one wanted that hides no column.</summary>
    private static string Unused(string wanted, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet();
        while (names.Contains(wanted))
            wanted += "_";
        return wanted;
    }

    // The area under a curve of hits and false alarms needs one of each.
    private void CheckBothClasses(int folds)
    {
        if (Task.Kind != TaskKind.Binary)
            return;

        var (name, rows) = Task.Labels.CountBy(label => label).MinBy(count => count.Value);
        if (rows < folds)
        {
            throw new UnusableDataException(
                $"Rows with '{name}' in label column '{Label.Name}': {rows}; {folds} folds need {folds} at least.");
        }
    }

    private IEnumerable<(string Name, Array Values)> InputColumns()
        => _inputs.Select(column => (column.Name, column.IsNumber ? (Array)column.Numbers : column.Texts));

    private Array LabelValues() => Task.Kind switch
    {
        TaskKind.Binary => Array.ConvertAll(Task.Labels, label => label == Task.Classes[1]),
        TaskKind.Multiclass => Task.Labels,
        _ => Label.Numbers,
    };
}
