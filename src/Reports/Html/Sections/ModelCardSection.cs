using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MlNetDl.Reports.Html.Profile;
using MlNetDl.Reports.Html.Results;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>The facts by which a model is known again, and made again.</summary>
internal static class ModelCardSection
{
    public static Section Of(
        ITransformer model, TestResult result, TrainingHistory? history, DataProfile test, DataProfile? training, ReportOptions options) =>
        new("card", "Model card", TableMarkup.Facts([
            ("Task", Markup.Of($"{result.Task}")),
            ("Label", Markup.Isolated(options.LabelColumnName)),
            ("Steps", Markup.Of($"{string.Join(", ", FittedSteps.Of(model).Select(step => Name(step.GetType())))}")),
            ("Training rows", Markup.Of($"{(training is null ? "not given" : Figures.Count(training.Rows))}")),
            ("Test rows", Markup.Of($"{Figures.Count(test.Rows)}")),
            ("Columns", Markup.Of($"{Figures.Count(test.Columns.Count)}")),
            ("Seed of the training", Markup.Of($"{history?.Options.Seed.ToString(CultureInfo.InvariantCulture) ?? "not known"}")),
            ("Seed of the report", Markup.Of($"{options.Seed}")),
            ("MlNetDl", Markup.Of($"{Version(typeof(ModelCardSection).Assembly)}")),
            ("Microsoft.ML", Markup.Of($"{Version(typeof(MLContext).Assembly)}")),
            ("TorchSharp", Markup.Of($"{TorchSharp()}")),
            (".NET", Markup.Of($"{RuntimeInformation.FrameworkDescription}")),
            ("Date of the report", Markup.Of($"{options.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC")),
        ]));

    // Predictions need none: whether it was there tells how the model came to be, in the process that trained it.
    private static string TorchSharp() =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == nameof(TorchSharp)) is { } assembly
            ? Version(assembly)
            : "not loaded";

    /// <summary>The version without the commit it was built from.</summary>
    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "not known";

    private static string Name(Type type) => !type.IsGenericType ? type.Name
        : $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
