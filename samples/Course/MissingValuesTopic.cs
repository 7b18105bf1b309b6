using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Samples.Penguins;

namespace MlNetDl.Samples.Course;

/// <summary>What becomes of gaps: a category of their own, and for numbers the median and a slot that says so.</summary>
internal sealed class MissingValuesTopic : CourseTopic
{
    private static readonly House[] _houses =
    [
        new(float.NaN, "tile", 128), new(2, "", 106), new(4, "slate", 178), new(float.NaN, "", 140), new(3, "tile", 133),
    ];

    public override string Name => "missing-values";

    public override string Title => "Missing values";

    public override string Summary => "NaN as a category, and numbers with gaps.";

    public override Picture Run(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        EncodeHouses(context, mlContext);
        EncodeAsMlNet(context, mlContext);
        return CountPenguins(context, mlContext);
    }

    private static void EncodeHouses(CourseContext context, MLContext mlContext)
    {
        var houses = mlContext.Data.LoadFromEnumerable(_houses);
        var model = mlContext.Transforms.TabularFeatures("Features", houses.Schema, label: nameof(House.Price)).Fit(houses);
        var slots = model.GetTabularFeatures("Features").Columns.SelectMany(column => column.SlotNames);
        context.Line($"slots: {string.Join(", ", slots)}");
        var rows = model.Transform(houses).GetColumn<VBuffer<float>>("Features");
        foreach (var (house, features) in _houses.Zip(rows, (house, features) => (house, features.DenseValues())))
            context.Line($"rooms {Text(house.Rooms)}, roof {Text(house.Roof)}: {CourseText.Join(features, separator: " ")}");

        var unseen = model.Transform(Unseen(mlContext)).GetColumn<VBuffer<float>>("Features");
        context.Line(
            $"rooms 3, roof reed, which training had not: {CourseText.Join(unseen.Single().DenseValues(), separator: " ")}");
    }

    private static void EncodeAsMlNet(CourseContext context, MLContext mlContext)
    {
        var houses = mlContext.Data.LoadFromEnumerable(_houses);
        var model = mlContext.Transforms.Categorical.OneHotEncoding(nameof(House.Roof)).Fit(houses);
        context.Line($"the roofs by ML.NET's OneHotEncoding: {Roofs(houses)}");
        context.Line($"roof reed by the same: {Roofs(Unseen(mlContext))}");

        string Roofs(IDataView data) => string.Join(", ", model.Transform(data).GetColumn<VBuffer<float>>(nameof(House.Roof))
            .Select(roof => CourseText.Join(roof.DenseValues(), separator: " ")));
    }

    /// <summary>A house with a roof that training had not.</summary>
    private static IDataView Unseen(MLContext mlContext) => mlContext.Data.LoadFromEnumerable<House>([new(3, "reed", 0)]);

    private static Picture CountPenguins(CourseContext context, MLContext mlContext)
    {
        var data = PenguinPipeline.Load(mlContext, Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv"));
        Penguin[] penguins = [.. mlContext.Data.CreateEnumerable<Penguin>(data, reuseRowObject: false)];
        context.Line($"penguins: {penguins.Length}, without any gap {penguins.Count(IsComplete)}");

        var encoding = mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(nameof(Penguin.Sex)).Fit(data);
        var categories = encoding.GetOneHotEncoding(nameof(Penguin.Sex)).GetCategories(nameof(Penguin.Sex));
        string[] species = [.. penguins.Select(penguin => penguin.Species).Distinct().Order(StringComparer.Ordinal)];
        var shares = categories.Select(category => Shares(penguins, (string?)category.Value ?? "", species)).ToArray();
        foreach (var (category, share) in categories.Zip(shares))
            context.Line($"{category.Name}: {category.Count} penguins, {string.Join(", ", species.Zip(share, Of))}");

        return new Picture(
            "Species by the category of sex",
            $"Bars of the share of each species among the penguins of a category of the column sex. In {categories[0].Name} and "
            + $"{categories[1].Name} the shares are alike: Adelie most, Chinstrap least. In {categories[2].Name} there is no Chinstrap.",
            plot =>
            {
                for (var s = 0; s < species.Length; s++)
                {
                    var bars = plot.Add.Bars(
                        [.. shares.Select((_, c) => (c * (species.Length + 1.0)) + s)], [.. shares.Select(share => share[s])]);
                    foreach (var bar in bars.Bars)
                        bar.Label = species[s];
                }

                plot.Axes.Bottom.SetTicks(
                    [.. categories.Select((_, c) => (c * (species.Length + 1.0)) + 1)], [.. categories.Select(category => category.Name)]);
                plot.Axes.SetLimitsY(0, 0.6);
                plot.YLabel("share of the species");
            });

        static string Of(string name, double share) => FormattableString.Invariant($"{name} {share:F2}");
    }

    private static double[] Shares(Penguin[] penguins, string sex, string[] species)
    {
        Penguin[] ofCategory = [.. penguins.Where(penguin => penguin.Sex == sex)];
        return [.. species.Select(name => ofCategory.Count(penguin => penguin.Species == name) / (double)ofCategory.Length)];
    }

    private static bool IsComplete(Penguin penguin)
        => penguin.Sex.Length > 0
        && !float.IsNaN(penguin.BillLength + penguin.BillDepth + penguin.FlipperLength + penguin.BodyMass);

    private static string Text(float number) => float.IsNaN(number) ? "NaN" : FormattableString.Invariant($"{number}");

    private static string Text(string text) => text.Length > 0 ? text : "(none)";

    private sealed class House(float rooms, string roof, float price)
    {
        public float Rooms { get; set; } = rooms;

        public string Roof { get; set; } = roof;

        public float Price { get; set; } = price;
    }
}
