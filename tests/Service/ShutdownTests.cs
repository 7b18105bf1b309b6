using System.Net;
using System.Net.Sockets;
using System.Text;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

[Collection(ProcessCollection.Name)]
public class ShutdownTests
{
    [SkippableFact]
    public async Task On_SIGTERM_the_request_at_hand_is_answered_and_no_other_is_taken()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TempFolder();
        var model = new BirdModel(seed: 1);
        File.WriteAllBytes(folder.File("birds.zip"), model.File);
        using var service = await ServiceProcess.StartAsync(folder.File("birds.zip"));
        var address = service.Http.BaseAddress!;
        var body = Encoding.UTF8.GetBytes(model.Birds[0].Json().ToJsonString());

        // Half a request is there when the signal comes, the rest of it after.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /predict HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body.AsMemory(0, 20));
        await service.HealthAsync(_ => true);
        service.Terminate();
        while (!service.Output.Contains("shutting down", StringComparison.Ordinal))
            await Task.Delay(20);
        await stream.WriteAsync(body.AsMemory(20));
        var response = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", response, StringComparison.Ordinal);
        Assert.Contains("\"predictedLabel\":", response, StringComparison.Ordinal);
        Assert.Equal(0, await service.ExitCodeAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Http.GetAsync("/health"));
    }
}
