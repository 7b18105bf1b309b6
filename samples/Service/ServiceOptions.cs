namespace MlNetDl.Samples.Service;

/// <summary>What <c>appsettings.json</c>, environment variables and the command line set, as in <c>--model penguins.zip</c>.</summary>
internal sealed class ServiceOptions
{
    /// <summary>The saved model.</summary>
    public string Model { get; init; } = "";

    /// <summary>How often the model's file is looked at for a new one.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most rows of one request.</summary>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>The largest body of a request.</summary>
    public long MaxBodyBytes { get; init; } = 4 << 20;

    /// <summary>What is wrong with the settings; null if nothing is.</summary>
    public string? Problem =>
        Model.Length == 0 ? "usage: MlNetDl.Samples.Service --model FILE [--urls http://localhost:5000]"
        : PollInterval <= TimeSpan.Zero || MaxRows <= 0 || MaxBodyBytes <= 0 ? "PollInterval, MaxRows and MaxBodyBytes must be above 0."
        : null;
}
