using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Tests.Support;

/// <summary>What a context's <c>Log</c> tells of the perceptron's training, as a user hears it.</summary>
internal sealed class TrainingLog
{
    private readonly List<LoggingEventArgs> _events = [];

    public TrainingLog(MLContext mlContext) => mlContext.Log += (_, e) =>
    {
        if (e.Source is "MlpTrainer; Training" or "MlpMulticlassTrainer; Training")
            _events.Add(e);
    };

    public string[] Lines => Of(ChannelMessageKind.Info);

    public string[] Warnings => Of(ChannelMessageKind.Warning);

    private string[] Of(ChannelMessageKind kind) => [.. _events.Where(e => e.Kind == kind).Select(e => e.RawMessage)];
}
