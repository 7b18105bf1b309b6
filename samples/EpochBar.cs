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
                var task = context.AddTask(Markup.Escape(title));
                var result = work(new Reports(report =>
                {
                    task.MaxValue = (double)fits * report.NumberOfEpochs;
                    task.Increment(1);
                    task.Description = FormattableString.Invariant($"{Markup.Escape(title)}, loss {report.Loss:F4}");
                }));
                task.Value = task.MaxValue;
                return result;
            });

    private static T ShowPlain<T>(string title, int fits, Func<IProgress<TrainingProgress>, T> work)
    {
        var done = 0;
        return work(new Reports(report =>
        {
            done++;
            var total = fits * report.NumberOfEpochs;
            if (done * PlainLines / total > (done - 1) * PlainLines / total)
            {
                Output.Line($"{title}: epoch {done} of {total}, loss {report.Loss:F4}");
            }
        }));
    }

    // System.Progress<T> would hand each report to the thread pool, and they would arrive late and out of order.
    private sealed class Reports(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
