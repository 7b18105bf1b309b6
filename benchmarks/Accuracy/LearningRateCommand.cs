using System.Globalization;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>Two learning rates by the number of rows, for several members and, of all rows, for one and without pieces.</summary>
internal sealed class LearningRateCommand : Command<AccuracySettings>
{
    /// <summary>The last stands for all.</summary>
    private static readonly int[] _rows = [500, 1000, 2000, 4000, int.MaxValue];

    public override int Execute(CommandContext context, AccuracySettings settings, CancellationToken cancellationToken)
    {
        foreach (var rows in settings.ChosenRows(_rows))
        {
            var isAll = rows == int.MaxValue;
            var count = isAll ? "all" : rows.ToString("N0", CultureInfo.InvariantCulture);
            HeldOutTable.Write(
                settings, [.. settings.ChosenSets], ($"{count} rows", "learning rate"),
                [
                    .. Rates("four members", () => new() { Members = 4, NumericEncoding = NumericEncoding.PiecewiseLinear }),
                    .. isAll ? Rates("one member", () => new() { Members = 1 }) : [],
                    .. isAll ? Rates("without pieces", () => new() { Members = 4, NumericEncoding = NumericEncoding.Standardize }) : [],
                ],
                isAll ? null : rows, cancellationToken);
        }

        return 0;
    }

    private static IEnumerable<(string, string, MlpTrainer.Options)> Rates(string name, Func<MlpTrainer.Options> create)
    {
        foreach (var rate in (float[])[0.003f, 0.01f])
        {
            var options = create();
            options.LearningRate = rate;
            yield return (name, rate.ToString(CultureInfo.InvariantCulture), options);
        }
    }
}
