using MlNetDl.Samples;
using MlNetDl.Samples.Mnist;
using MlNetDl.Samples.Penguins;
using MlNetDl.Samples.Xor;
using Spectre.Console.Cli;

var app = new CommandApp<PenguinsCommand>();
app.Configure(config =>
{
    config.SetApplicationName("samples");
    config.ConfigureConsole(Output.Console);
    config.AddCommand<PenguinsCommand>("penguins")
        .WithDescription("From a CSV with missing values and text to a prediction in another process (the default).");
    config.AddCommand<MnistCommand>("mnist")
        .WithDescription("Handwritten digits: 784-256-10, ten epochs.")
        .WithExample("mnist", "--data", "DIR");
    config.AddCommand<XorCommand>("xor")
        .WithDescription("What a network without hidden layer cannot learn, and four hidden units can.");
});
return app.Run(args);
