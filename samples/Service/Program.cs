// Predicts over HTTP with any saved model of ML.NET and MlNetDl.Transforms. See docs/serving.md.
using MlNetDl.Samples.Service;

// appsettings.json lies beside the program, wherever it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var options = builder.Configuration.Get<ServiceOptions>() ?? new();
if (options.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes);
builder.Services.AddSingleton(options).AddSingleton<ModelStore>().AddHostedService<ModelWatcher>().AddProblemDetails();
var app = builder.Build();
app.UseExceptionHandler().UseStatusCodePages();

var store = app.Services.GetRequiredService<ModelStore>();
if (!store.Refresh())
{
    Console.Error.WriteLine(store.LastFailure!.Message);
    return 1;
}

app.MapPost("/predict", (HttpRequest request) => PredictEndpoint.HandleAsync(request, store.Current, options));
app.MapGet("/schema", () => store.Current.Description);
app.MapGet("/health", () => new
{
    status = store.LastFailure is null ? "healthy" : "stale",
    model = new { file = options.Model, store.Current.Version, store.Current.LoadedAt },
    store.LastFailure,
});

// Ends on SIGTERM or Ctrl+C, when the requests it has are answered.
await app.RunAsync();
return 0;
