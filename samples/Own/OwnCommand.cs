using System.ComponentModel;
using System.Globalization;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Samples.Own.Csv;
using MlNetDl.Trainers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Own;

/// <summary>Any CSV: its columns are looked at, the task is chosen by the label, and the figures are of rows not learned from.</summary>
internal sealed class OwnCommand : Command<OwnCommand.Settings>
{
    private const int FoldCount = 5;

    internal sealed class Settings : ReportSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The CSV, with a header.")]
        public string File { get; set; } = "";

        [CommandOption("--label <COLUMN>", isRequired: true)]
        [Description("The column to predict.")]
        public string Label { get; set; } = "";

        [CommandOption("--task <TASK>")]
        [Description("multiclass, binary or regression; without it, the label decides.")]
        public string? Task { get; set; }

        [CommandOption("--missing <TEXT>")]
        [Description("A text that stands for a missing value, such as --missing=-999, besides empty, NA, N/A, NaN, null and ?; may be "
            + "given several times.")]
        public string[] Missing { get; set; } = [];

        [CommandOption("--model <FILE>")]
        [Description("Where the model is saved; without it, in the current folder, named as the CSV.")]
        public string? Model { get; set; }

        public TaskKind? TaskKind => Enum.TryParse<TaskKind>(Task, ignoreCase: true, out var kind) ? kind : null;

        public string ModelPath => Path.GetFullPath(Model ?? Path.GetFileNameWithoutExtension(File) + ".zip");

        // Asked before the training rather than after it.
        public override ValidationResult Validate()
        {
            if (Task is not null && TaskKind is null)
                return ValidationResult.Error($"--task is '{Task}'; it must be multiclass, binary or regression.");
            return Directory.Exists(Path.GetDirectoryName(ModelPath))
                ? base.Validate()
                : ValidationResult.Error($"--model is '{Model}'; its folder must exist.");
        }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            Run(settings);
            return 0;
        }
        catch (Exception exception) when (exception is UnusableDataException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {exception.Message}");
            return 1;
        }
    }

    private static void Run(Settings settings)
    {
        var data = new OwnData(settings.File, settings.Label, settings.TaskKind, settings.Missing, FoldCount);
        Describe(data);

        var mlContext = new MLContext(seed: 1);
        Output.Heading($"{FoldCount} folds");
        ShowFigures(EpochBar.Show("cross-validation", FoldCount, progress => CrossValidate(mlContext, data, settings, progress)));

        Output.Heading("The model");
        var model = EpochBar.Show("all rows", fits: 1, progress => Fit(mlContext, data, [.. Enumerable.Range(0, data.Rows)], progress));
        mlContext.Model.Save(model, data.Inputs().Schema, settings.ModelPath);
        Output.Line($"saved: {settings.ModelPath}");
        Output.Line($"to load it, with MlNetDl.Transforms: new MLContext().Model.Load(@\"{settings.ModelPath}\", out var inputs)");
    }

    private static List<IReadOnlyList<(string Name, double Value)>> CrossValidate(
        MLContext mlContext, OwnData data, Settings settings, IProgress<TrainingProgress> progress)
    {
        var view = data.View();
        var folds = data.Folds(FoldCount);
        var figures = new List<IReadOnlyList<(string Name, double Value)>>();
        foreach (var fold in folds)
        {
            int[] training = [.. folds.Where(other => other != fold).SelectMany(rows => rows)];
            var model = Fit(mlContext, data, training, progress);
            var test = WithKeys(mlContext, data, view.Rows(fold));
            figures.Add(Figures.Of(mlContext, data.Task.Kind, model.Transform(test), data.LabelName));
            if (fold == folds[0])
            {
                // Not of the model that is saved: there is no row left that it has not seen.
                settings.SaveReport(mlContext, model, test, new ReportOptions
                {
                    Title = $"{Path.GetFileName(settings.File)}: {settings.Label}, the first fold",
                    LabelColumnName = data.LabelName,
                    TrainingSet = view.Rows(training),
                });
            }
        }

        return figures;
    }

    private static ITransformer Fit(MLContext mlContext, OwnData data, int[] rows, IProgress<TrainingProgress> progress)
    {
        var options = new MlpTrainer.Options
        {
            LabelColumnName = data.LabelName,
            FeatureColumnName = data.FeaturesName,
            Progress = progress,
        };
        IEstimator<ITransformer> pipeline = data.Features(mlContext, rows).Append(new MlpTrainer(mlContext, options));
        if (data.Task.Kind == TaskKind.Multiclass)
            pipeline = pipeline.Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        return pipeline.Fit(WithKeys(mlContext, data, data.View().Rows(rows)));
    }

    // Not a step of the pipeline: the model would ask for a label in rows whose label it is to predict.
    private static IDataView WithKeys(MLContext mlContext, OwnData data, IDataView rows)
    {
        if (data.Task.Kind != TaskKind.Multiclass)
            return rows;

        var classes = mlContext.Data.LoadFromEnumerable(data.Task.Classes.Select(name => new ClassName { Name = name }));
        return mlContext.Transforms.Conversion.MapValueToKey(data.LabelName, keyData: classes).Fit(rows).Transform(rows);
    }

    private static void Describe(OwnData data)
    {
        Output.Heading(FormattableString.Invariant($"{data.Rows} rows, {data.Columns.Length} columns"));
        var table = new Table().AddColumns("column", "type")
            .AddColumn("missing", column => column.RightAligned()).AddColumn("distinct", column => column.RightAligned());
        foreach (var column in data.Columns)
        {
            table.AddRow(
                Markup.Escape(column.Name), column.IsNumber ? "number" : "text",
                column.Missing.ToString(CultureInfo.InvariantCulture), column.Distinct.ToString(CultureInfo.InvariantCulture));
        }

        Output.Console.Write(table);
        if (data.Unlabelled > 0)
            Output.Line($"rows without a label, left out: {data.Unlabelled}");
        foreach (var column in data.Columns.Where(column => column != data.Label && column.LeftOut is not null))
            Output.Line($"left out: {column.Name} ({column.LeftOut})");
        foreach (var column in data.Columns)
        {
            if (column.Stray is var (text, line))
                Output.Line($"{column.Name} is text because of '{text}' in line {line}: --missing=\"{text}\" reads that as missing");
        }

        Output.Line($"task: {Described(data.Task)} ({data.Task.Reason}; --task chooses another)");
        if (data.Task.Kind == TaskKind.Regression)
            return;

        var classes = data.Task.Labels.CountBy(label => label).ToList();
        var (most, count) = classes.MaxBy(rows => rows.Value);
        Output.Line($"the most frequent class, {most}, is that of {(double)count / data.Rows:F4} of the rows");
        foreach (var (name, rows) in classes.Where(rows => rows.Value < FoldCount))
            Output.Line($"rows of class {name}: {rows}, too few for each of the {FoldCount} folds to have one");
    }

    private static string Described(LabelTask task) => task.Kind switch
    {
        TaskKind.Binary => $"binary classification, '{task.Classes[1]}' is positive",
        TaskKind.Multiclass => $"classification, {task.Classes.Length} classes",
        _ => "regression",
    };

    private static void ShowFigures(List<IReadOnlyList<(string Name, double Value)>> folds)
    {
        for (var figure = 0; figure < folds[0].Count; figure++)
        {
            double[] values = [.. folds.Select(fold => fold[figure].Value)];
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            // Four places for a share, none for an amount.
            var format = Math.Abs(mean) < 1000 ? "F4" : "F0";
            Output.Line($"{folds[0][figure].Name} {Text(mean)}, standard deviation {Text(deviation)}");

            string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        }
    }

    private sealed class ClassName
    {
        public string Name { get; set; } = "";
    }
}
