using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Options;

public partial class OptionDocumentationTests
{
    private static readonly Dictionary<string, XElement> _documentation = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "MlNetDl.Trainers.xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    public static TheoryData<Type, string> Options
    {
        get
        {
            var data = new TheoryData<Type, string>();
            foreach (var type in OptionTrainers.OptionsClasses)
            {
                foreach (var option in OptionTrainers.Settable(type))
                    data.Add(type, option);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void An_option_is_documented_with_unit_range_default_and_source(Type options, string option)
    {
        Assert.Matches(@"^[A-Z].{10,}\.", TextOf(options, option, "summary"));
        Assert.Matches(Form(), TextOf(options, option, "remarks"));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_default_is_the_documented_one(Type options, string option)
    {
        var documented = DefaultOf(options, option);
        var actual = options.GetProperty(option)!.GetValue(Activator.CreateInstance(options));
        var first = documented.Split([',', ';'])[0];
        var family = options == typeof(MlpTrainer.Options) ? "perceptrons"
            : options == typeof(SoftmaxRegressionTrainer.Options) ? "softmax regression" : "linear regression";

        if (actual is float number)
            Assert.Equal(Number(documented, $"([^ ]+) for {family}") ?? float.Parse(first, CultureInfo.InvariantCulture), number);
        else
            Assert.Equal(actual is bool ? $"{actual}".ToLowerInvariant() : $"{actual ?? "null"}", first.Replace($" for {family}", ""));
    }

    [Fact]
    public void What_null_stands_for_is_as_documented()
    {
        var watching = new MlpTrainer.Options { EarlyStopping = EarlyStopping.On };
        var ofClasses = new BinaryTask(new ClassificationOptions(LabelSmoothing: 0, ClassWeights: null));
        var ofNumbers = new RegressionTask(new RegressionOptions());

        Is("WeightDecay", "([^ ]+) if decoupled", Settle(new() { Optimizer = Optimizer.AdamW }, ofClasses).WeightDecay);
        Is("WeightDecay", "([^ ]+) in classification", Settle(new(), ofClasses).WeightDecay);
        Is("WeightDecay", "([^ ]+) in regression", Settle(new(), ofNumbers).WeightDecay);
        Is("WeightDecay", "SGD always ([^ ;]+)", Settle(new() { Optimizer = Optimizer.Sgd }, ofClasses).WeightDecay);
        Is("Momentum", "([^ ]+) for SGD", Settle(new() { Optimizer = Optimizer.Sgd }, ofClasses).Momentum);
        Is("Beta2", "([^ ]+) for Adam and AdamW", Settle(new(), ofClasses).Beta2);
        Is("Beta2", "([^ ]+) for RMSProp", Settle(new() { Optimizer = Optimizer.RMSProp }, ofClasses).Beta2);
        Is("EarlyStoppingPatience", "at least ([^ ]+)", Settle(new() { NumberOfEpochs = 20 }, ofClasses).EarlyStoppingPatience);
        Is("ValidationFraction", "([^ ]+) if EarlyStopping is on", (float)watching.ResolveValidationFraction());
        Is("ValidationFraction", "else ([^ ]+)", (float)new MlpTrainer.Options().ResolveValidationFraction());

        // A fifth of the epochs; a third, rounded up.
        Assert.Equal(20, Settle(new() { NumberOfEpochs = 100 }, ofClasses).EarlyStoppingPatience);
        Assert.Equal(34, Settle(new() { NumberOfEpochs = 100 }, ofClasses).LearningRateStepEpochs);

        static void Is(string option, string documented, float actual) =>
            Assert.Equal(Number(DefaultOf(typeof(MlpTrainer.Options), option), documented), actual);

        static TrainingSettings Settle<TTransformer, TModel>(MlpTrainer.Options options, NetworkTask<TTransformer, TModel> task)
            where TModel : class =>

            TrainingSettings.Resolve(
                options, Recipe.Plain, new TableShape(1000, 3, 1, task.IsRegression), seed: 1);
    }

    private static string DefaultOf(Type options, string option) =>
        Form().Match(TextOf(options, option, "remarks")).Groups["default"].Value;

    /// <summary>The number that a text has in a place; null, if there is no such place.</summary>
    private static float? Number(string text, string pattern) =>
        Regex.Match(text, pattern) is { Success: true } match ? float.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The text as a reader sees it: references by the name of the member alone, spaces single.</summary>
    private static string TextOf(Type options, string option, string element)
    {
        var declaring = options.GetProperty(option)!.DeclaringType!;
        var name = $"P:{declaring.FullName!.Replace('+', '.')}.{option}";
        var parts = _documentation.GetValueOrDefault(name)?.Element(element)?.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
            _ => "",
        });
        return Spaces().Replace(string.Concat(parts ?? []), " ").Trim();
    }

    [GeneratedRegex(@"^Unit: \w.*\. Range: \w.*\. Default: (?<default>\w.*)\. Source: \w.*\.$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
