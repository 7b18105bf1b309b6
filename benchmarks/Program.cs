using MlNetDl.Benchmarks;
using MlNetDl.Benchmarks.Compare;
using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("benchmarks");
    config.ConfigureConsole(Output.Console);
    config.AddCommand<CompareCommand>("compare")
        .WithDescription("Training time of MlpMulticlassTrainer against a plain TorchSharp loop, on three shapes.")
        .WithExample("compare", "--rounds", "5");
});
return app.Run(args);
