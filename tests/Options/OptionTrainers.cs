using Microsoft.ML;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Options;

/// <summary>The trainers of one task each, by name, and their options.</summary>
internal static class OptionTrainers
{
    public static string[] Mlps { get; } = [nameof(MlpMulticlassTrainer), nameof(MlpBinaryTrainer), nameof(MlpRegressionTrainer)];

    public static string[] Classifiers { get; } =
        [nameof(MlpMulticlassTrainer), nameof(MlpBinaryTrainer), nameof(SoftmaxRegressionTrainer)];

    public static string[] Regressors { get; } = [nameof(MlpRegressionTrainer), nameof(LinearRegressionTrainer)];

    public static string[] All { get; } = [.. Classifiers, .. Regressors];

    /// <summary>The classes of options that there are.</summary>
    public static Type[] OptionsClasses { get; } =
        [.. typeof(NetworkTrainerOptions).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NetworkTrainerOptions)))];

    /// <summary>What a user can set in a class of options.</summary>
    public static IEnumerable<string> Settable(Type options) =>
        options.GetProperties().Where(property => property.SetMethod?.IsPublic == true).Select(property => property.Name);

    /// <summary>The class of a trainer's options.</summary>
    public static Type OptionsOf(string trainer) => trainer switch
    {
        nameof(SoftmaxRegressionTrainer) => typeof(SoftmaxRegressionTrainer.Options),
        nameof(LinearRegressionTrainer) => typeof(LinearRegressionTrainer.Options),
        _ => typeof(MlpTrainer.Options),
    };

    /// <summary>A trainer's options with the defaults.</summary>
    public static NetworkTrainerOptions Defaults(string trainer) => (NetworkTrainerOptions)Activator.CreateInstance(OptionsOf(trainer))!;

    /// <summary>Makes a trainer.</summary>
    public static object Make(string trainer, MLContext mlContext, NetworkTrainerOptions options) => trainer switch
    {
        nameof(MlpTrainer) => new MlpTrainer(mlContext, (MlpTrainer.Options)options),
        nameof(MlpMulticlassTrainer) => new MlpMulticlassTrainer(mlContext, (MlpTrainer.Options)options),
        nameof(MlpBinaryTrainer) => new MlpBinaryTrainer(mlContext, (MlpTrainer.Options)options),
        nameof(MlpRegressionTrainer) => new MlpRegressionTrainer(mlContext, (MlpTrainer.Options)options),
        nameof(SoftmaxRegressionTrainer) => new SoftmaxRegressionTrainer(mlContext, (SoftmaxRegressionTrainer.Options)options),
        nameof(LinearRegressionTrainer) => new LinearRegressionTrainer(mlContext, (LinearRegressionTrainer.Options)options),
        _ => throw new ArgumentOutOfRangeException(nameof(trainer), trainer, "Unknown trainer."),
    };
}
