using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>A service with a model of the penguins, for the tests of a class.</summary>
public sealed class BirdService : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    internal BirdModel Model { get; } = new(seed: 1);

    internal ServiceProcess Process { get; private set; } = null!;

    internal string File => _folder.File("birds.zip");

    public async Task InitializeAsync()
    {
        System.IO.File.WriteAllBytes(File, Model.File);
        Process = await ServiceProcess.StartAsync(File, "--maxBodyBytes", "300000");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Process?.Dispose();
        _folder.Dispose();
    }
}
