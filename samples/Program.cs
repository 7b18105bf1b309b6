using MlNetDl.Samples;
using MlNetDl.Samples.Census;
using MlNetDl.Samples.Course;
using MlNetDl.Samples.Housing;
using MlNetDl.Samples.Mnist;
using MlNetDl.Samples.Own;
using MlNetDl.Samples.Penguins;
using MlNetDl.Samples.Search;
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
    config.AddCommand<CensusCommand>("census")
        .WithDescription("Two classes: who earns more than 50,000 dollars, from 14 columns, most of them text.")
        .WithExample("census", "--data", "DIR");
    config.AddCommand<HousingCommand>("housing")
        .WithDescription("Regression: what a house in California costs.")
        .WithExample("housing", "--data", "DIR");
    config.AddCommand<SearchCommand>("search")
        .WithDescription("The census by random search: options that a validation set chooses, and one look at the test set.")
        .WithExample("search", "--data", "DIR");
    config.AddCommand<OwnCommand>("own")
        .WithDescription("Any CSV: looks at its columns, chooses the task, cross-validates, saves the model.")
        .WithExample("own", "FILE.csv", "--label", "COLUMN");
    config.AddCommand<CourseCommand>("course")
        .WithDescription("The ideas behind it, topic by topic: figures and a picture each; docs/course has the pages.")
        .WithExample("course")
        .WithExample("course", "activations", "--picture", "activations.png");
    config.AddCommand<XorCommand>("xor")
        .WithDescription("What a network without hidden layer cannot learn, and four hidden units can.");
});
return app.Run(args);
