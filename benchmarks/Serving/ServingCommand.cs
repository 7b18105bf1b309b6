using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>
/// What the default model costs where it predicts, against the plain network, on adult: the shortest times of many short rounds, as other
/// programs on the machine only make them longer.
/// </summary>
internal sealed class ServingCommand : Command<ServingSettings>
{
    private const int WarmUps = 3;

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, ServingSettings settings, CancellationToken cancellationToken)
    {
        var set = TableSet.Adult;
        var train = set.Read(_mlContext, settings.Data, "train.csv");
        var test = set.Read(_mlContext, settings.Data, "test.csv");
        string[] numbers = [.. train.Schema.Select(column => column.Name).Where(name => name != set.Label && !set.Texts.Contains(name))];
        var preparation = TablePipeline.Features(_mlContext, TableSet.Features, numbers, set.Gapped, set.Texts).Fit(train);
        var (trainRows, testRows) = (Prepare(train), Prepare(test));
        var people = _mlContext.Data.CreateEnumerable<Person>(test, reuseRowObject: false).Take(ServedModel.SingleRows).ToArray();
        var features = testRows.GetColumn<float[]>(TableSet.Features).Take(ServedModel.SingleRows).ToArray();

        ServedModel[] models =
        [
            Fit("plain", new MlpTrainer.Options().Plain()),
            Fit("pieces", new MlpTrainer.Options { Members = 1, NumericEncoding = NumericEncoding.PiecewiseLinear }),
            Fit("default", new MlpTrainer.Options()),
        ];
        for (var round = 0; round < WarmUps + settings.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var model in models)
                model.Time(people, features, isWarmUp: round < WarmUps);
        }

        Write(models, TableSet.Count(testRows));
        return 0;

        IDataView Prepare(IDataView rows) => _mlContext.Data.Cache(
            _mlContext.Transforms.SelectColumns(TableSet.Features, set.Label).Fit(preparation.Transform(rows))
                .Transform(preparation.Transform(rows)));

        ServedModel Fit(string title, MlpTrainer.Options options)
        {
            (options.LabelColumnName, options.Seed) = (set.Label, 1);
            options.NumberOfEpochs = settings.Epochs ?? options.NumberOfEpochs;
            Output.Line($"Training {title}");
            return new ServedModel(_mlContext, title, preparation, new MlpTrainer(_mlContext, options).Fit(trainRows), testRows);
        }
    }

    private static void Write(ServedModel[] models, int bulkRows)
    {
        var table = new MarkdownTable(
            "model", "network", "PredictionEngine, us a row", "scorer alone, us a row", "bulk, rows/s", "saved, KB");
        foreach (var model in models)
        {
            var shape = string.Join('-', model.Network.Members[0].Select(layer => layer.Units).Prepend(model.Network.Encoding.Columns));
            table.Add(
                $"{model.Title}", $"{model.Network.Members.Count} x {shape}", $"{1e6 * model.Engine.Minimum / ServedModel.SingleRows:F2}",
                $"{1e6 * model.Scorer.Minimum / ServedModel.SingleRows:F2}", $"{bulkRows / model.Bulk.Minimum:N0}",
                $"{model.SavedBytes / 1024.0:N0}");
        }

        table.Write();
    }
}
