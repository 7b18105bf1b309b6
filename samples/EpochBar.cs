using MlNetDl.Trainers;
using Spectre.Console;

namespace MlNetDl.Samples;

/// <summary>Shows the epochs of one or more fits as they pass.</summary>
internal static class EpochBar
{
    private const int PlainLines = 5;

    /// <param name="title">What is being fitted.</param>
    /// <param name="fits">How many fits <paramref name="work"/> makes.</param>
    /// <param name="work">The work; its trainers report to the progress it is given.</param>
    public static T Show<T>(string title, int fits, Func<IProgress<TrainingProgress>, T> work)
        => Output.Console.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? ShowLive(title, fits, work)
            : ShowPlain(title, fits, work);

    private static T ShowLive<T>(string title, int fits, Func<IProgress<TrainingProgress>, T> work)
        => Output.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(new Reports(fits, (done, loss) =>
                {
                    task.Value = done;
                    task.Description = FormattableString.Invariant($"{Markup.Escape(title)}, loss {loss:F4}");
                }));
            });

    private static T ShowPlain<T>(string title, int fits, Func<IProgress<TrainingProgress>, T> work)
    {
        var lines = 0;
        return work(new Reports(fits, (done, loss) =>
        {
            if (done * PlainLines >= lines + 1)
            {
                lines++;
                Output.Line($"{title}: {100 * done:F0} %, loss {loss:F4}");
            }
        }));
    }

    // System.Progress<T> would hand each report to the thread pool, and they would arrive late and out of order.
    private sealed class Reports(int fits, Action<double, double> show) : IProgress<TrainingProgress>
    {
        private int _started;

        public void Report(TrainingProgress value)
        {
            // Fits, and levels of regularization in them, differ in their number of epochs: each is the same share of the whole.
            _started += value.Latest.Epoch == 1 ? 1 : 0;
            show((_started - 1 + ((double)value.Latest.Epoch / value.NumberOfEpochs)) / (fits * value.Levels), value.Latest.TrainingLoss);
        }
    }
}
