using MlNetDl.Benchmarks;
using MlNetDl.Benchmarks.Accuracy;
using MlNetDl.Benchmarks.Accuracy.Recipe;
using MlNetDl.Benchmarks.Accuracy.Switch;
using MlNetDl.Benchmarks.Compare;
using MlNetDl.Benchmarks.Defaults;
using MlNetDl.Benchmarks.DepthWidth;
using MlNetDl.Benchmarks.FashionMnist;
using MlNetDl.Benchmarks.OneHot;
using MlNetDl.Benchmarks.Regularization;
using MlNetDl.Benchmarks.Search;
using MlNetDl.Benchmarks.Serving;
using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("benchmarks");
    config.ConfigureConsole(Output.Console);
    config.AddCommand<CompareCommand>("compare")
        .WithDescription("Training time of MlpMulticlassTrainer against a plain TorchSharp loop, on three shapes.")
        .WithExample("compare", "--rounds", "5");
    config.AddCommand<DefaultsCommand>("defaults")
        .WithDescription("What the default options reach on adult, California housing and diamonds: docs/defaults.md.")
        .WithExample("defaults", "--data", "../shared/data");
    config.AddCommand<WeightDecayCommand>("weight-decay")
        .WithDescription("Forms and strengths of weight decay, on held-out training rows of the same sets: docs/defaults.md.")
        .WithExample("weight-decay", "--data", "../shared/data");
    config.AddCommand<OneOptionCommand>("one-option")
        .WithDescription("One default option changed at a time, on held-out training rows of the same sets: docs/defaults.md.")
        .WithExample("one-option", "--data", "../shared/data");
    config.AddCommand<DepthWidthCommand>("depth-width")
        .WithDescription("Networks of 1 to 6 hidden layers with equal numbers of parameters: docs/depth-and-width.md.")
        .WithExample("depth-width", "--data", "../shared/data");
    config.AddCommand<RegularizationCommand>("regularization")
        .WithDescription("Adult's first 500 rows against all, with and without weight decay and dropout: docs/over-and-underfitting.md.")
        .WithExample("regularization", "--data", "../shared/data");
    config.AddCommand<FashionMnistCommand>("fashion-mnist")
        .WithDescription("Softmax regression and two perceptrons on Fashion-MNIST: docs/fashion-mnist.md.")
        .WithExample("fashion-mnist", "--data", "../shared/data/fashion-mnist");
    config.AddCommand<OneHotCommand>("one-hot")
        .WithDescription("Time and memory of NaNAwareOneHotEncoding against ML.NET's OneHotEncoding, on adult: docs/one-hot.md.")
        .WithExample("one-hot", "--data", "../shared/data");
    config.AddCommand<OneHotEffectCommand>("one-hot-effect")
        .WithDescription("Models on adult with either of the two encodings, 5-fold: docs/one-hot.md.")
        .WithExample("one-hot-effect", "--data", "../shared/data");
    config.AddCommand<AccuracyCommand>("accuracy")
        .WithDescription("Ours at each level against ML.NET's trainers, all training rows and the first of them: docs/accuracy.md.")
        .WithExample("accuracy", "--data", "../shared/data");
    config.AddCommand<RecipeCommand>("recipe")
        .WithDescription("Training time on adult: ours, the same recipe in plain TorchSharp, LightGbm: docs/accuracy.md.")
        .WithExample("recipe", "--data", "../shared/data");
    config.AddCommand<AblationCommand>("ablation")
        .WithDescription("What each part of the default options is worth, on held-out training rows: docs/accuracy.md.")
        .WithExample("ablation", "--data", "../shared/data");
    config.AddCommand<WidthsCommand>("widths")
        .WithDescription("How many hidden units members need to tell classes, on held-out training rows: docs/accuracy.md.")
        .WithExample("widths", "--data", "../shared/data");
    config.AddCommand<LearningRateCommand>("learning-rate")
        .WithDescription("Two learning rates by the number of rows, on held-out training rows: docs/accuracy.md.")
        .WithExample("learning-rate", "--data", "../shared/data");
    config.AddCommand<SwitchCommand>("switch")
        .WithDescription("Which options are best for how many rows and one-hot slots, on held-out training rows: docs/accuracy.md.")
        .WithExample("switch", "--data", "../shared/data", "--part", "rows");
    config.AddCommand<SearchCommand>("search")
        .WithDescription("Successive halving against random search and the default options, on adult: docs/search.md.")
        .WithExample("search", "--data", "../shared/data");
    config.AddCommand<ServingCommand>("serving")
        .WithDescription("Time of a prediction, alone and in bulk, and size of the saved model, on adult.")
        .WithExample("serving", "--data", "../shared/data");
    config.AddCommand<SoakCommand>("soak")
        .WithDescription("One loaded model under many threads, every result compared with a single thread's: docs/serving.md.")
        .WithExample("soak", "--seconds", "60");
    config.AddCommand<RequestsCommand>("requests")
        .WithDescription("Requests and rows a second of a running samples/Service with the penguins: docs/serving.md.")
        .WithExample("requests", "--url", "http://localhost:5000");
});
return app.Run(args);
