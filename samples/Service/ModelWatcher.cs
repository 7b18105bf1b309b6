namespace MlNetDl.Samples.Service;

/// <summary>Looks at the model's file again and again: unlike notifications, that works on every volume of a container.</summary>
internal sealed class ModelWatcher(ModelStore store, ServiceOptions options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PollInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            store.Refresh();
    }
}
