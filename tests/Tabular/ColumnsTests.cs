using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Samples;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Tabular;

/// <summary>What a fit tells of its decisions, in the log and on the transformer.</summary>
public class ColumnsTests
{
    private static readonly string[] _four =
    [
        "Features: 13 slots of 6 columns, learned from 4 rows",
        "Age: number, slot 0, median 30; slot 1 for missing: Age_nan; missing in training: 1",
        "Income: number, slot 2, median 75; missing in training: 0",
        "Children: number, slot 3, median 0.5; missing in training: 0",
        "City: categories, slots 4 to 6: City_Oslo, City_Rome, City_nan; missing in training: 1",
        "Member: categories, slots 7 to 8: Member_False, Member_True; missing in training: 0",
        "Tests: numbers, slots 9 to 10, medians 2, 25; slot 11 for missing: Tests_0_nan; missing in training: 1",
    ];

    private readonly MLContext _context = new();
    private readonly List<LoggingEventArgs> _events = [];

    public ColumnsTests() => _context.Log += (_, e) =>
    {
        if (e.Source == "TabularFeaturesEstimator; Fit")
            _events.Add(e);
    };

    [Fact]
    public void The_log_says_in_a_line_a_column_what_was_decided()
    {
        var data = Person.View(_context, Person.Four);

        Encoding.UnderCulture("de-DE", () => _context.Transforms
            .TabularFeatures("Features", data.Schema, "Label", ignore: ["Children"]).Fit(data));

        Assert.Equal(
        [
            "Features: 11 slots of 5 columns, learned from 4 rows",
            "Age: number, slot 0, median 30; slot 1 for missing: Age_nan; missing in training: 1",
            "Income: number, slot 2, median 75; missing in training: 0",
            "City: categories, slots 3 to 5: City_Oslo, City_Rome, City_nan; missing in training: 1",
            "Member: categories, slots 6 to 7: Member_False, Member_True; missing in training: 0",
            "Tests: numbers, slots 8 to 9, medians 2, 25; slot 10 for missing: Tests_0_nan; missing in training: 1",
            "Label: left out, the label",
            "Children: left out, ignored",
        ], Lines(ChannelMessageKind.Info));
        Assert.Empty(Lines(ChannelMessageKind.Warning));
    }

    [Fact]
    public void The_transformer_tells_the_same()
    {
        var transformer = Features.Fit(_context, Person.View(_context, Person.Four), label: "Label");

        Assert.Equal(_four.Skip(1), transformer.Columns.Select(column => $"{column}"));
        var (age, city) = (transformer.Columns[0], transformer.Columns[3]);
        Assert.Equal(("Age", TabularColumnKind.Numeric, 0, 2, 1L),
            (age.Name, age.Kind, age.FirstSlot, age.NumberOfSlots, age.MissingInTraining));
        Assert.Equal(["Age", "Age_nan"], age.SlotNames);
        Assert.Equal([30], age.Medians);
        Assert.Empty(age.Categories);
        Assert.Equal((TabularColumnKind.Categorical, 4, 3, 1L), (city.Kind, city.FirstSlot, city.NumberOfSlots, city.MissingInTraining));
        Assert.Empty(city.Medians);
        Assert.Equal(["City_Oslo (1) 4", "City_Rome (2) 5", "City_nan (1) 6"],
            city.Categories.Select(category => $"{category} {category.Slot}"));
    }

    [Fact]
    public void The_guide_shows_what_is_logged_of_the_penguins()
    {
        var data = _context.Data.LoadFromTextFile(PenguinsCsv.FullPath, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new("species", DataKind.String, 0), new("island", DataKind.String, 1),
                new("measurements", DataKind.Single, 2, 5), new("sex", DataKind.String, 6)],
        });

        Features.Fit(_context, data, label: "species");

        var guide = File.ReadAllText(Repository.PathTo("docs/tabular.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```\n{string.Join('\n', Lines(ChannelMessageKind.Info))}\n```", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lists_are_cut_short()
    {
        var data = Encoding.Vectors<float>(_context, [[.. Enumerable.Range(0, 9).Select(i => (float)i)]]);

        Assert.Equal("c: numbers, slots 0 to 8, medians 0, 1, 2, 3, 4, 5, 6, 7, ...; missing in training: 0",
            $"{Assert.Single(Features.Fit(_context, data).Columns)}");
    }

    [Fact]
    public void The_slots_of_each_column_are_found_in_a_fitted_chain()
    {
        var data = Person.View(_context, Person.Four);
        var model = _context.Transforms.CopyColumns("Copy", "Age")
            .Append(_context.Transforms.TabularFeatures("Features", data.Schema, "Label"))
            .Append(_context.Transforms.NormalizeMeanVariance("Features")).Fit(data);

        var columns = model.GetTabularFeatures("Features").Columns;

        var names = Features.Names(model.Transform(data));
        Assert.All(columns, column => Assert.Equal(names.Skip(column.FirstSlot).Take(column.NumberOfSlots), column.SlotNames));
        Assert.Equal(names.Length, columns.Sum(column => column.NumberOfSlots));
        Assert.StartsWith("model is TransformerChain`1, in which no TabularFeatures made a column 'Copy'. Name a column that one made.",
            Assert.Throws<ArgumentException>(() => model.GetTabularFeatures("Copy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_slots_have_one_name_and_a_number_keeps_its_column_s()
    {
        var data = _context.Data.LoadFromEnumerable(
            [new Clash { A = "nan", AB = "c" }, new Clash { A = "b_c", A_nan = float.NaN, AB = "d" }, new Clash { A = "b_nan", AB = "c" }]);

        var transformer = Features.Fit(_context, data);

        string[] expected =
            ["a_b_c", "a_b_nan_2", "a_nan_2", "a_nan_3", "a_nan", "a_nan_nan", "a_b_c_2", "a_b_d", "a_b_nan"];
        Assert.Equal(expected, Features.Names(transformer.Transform(data)));
        Assert.Equal(expected, transformer.Columns.SelectMany(column => column.SlotNames));
        Assert.Equal(expected[..4], transformer.Columns[0].Categories.Select(category => category.Name));
    }

    [Fact]
    public void Annotations_tell_where_categories_are()
    {
        var data = Person.View(_context, Person.Four);
        var column = Features.Fit(_context, data, label: "Label").Transform(data).Schema["Features"];

        VBuffer<int> ranges = default;
        column.Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        Assert.Equal([4, 6, 7, 8], ranges.DenseValues());
        Assert.False(column.IsNormalized());
    }

    [Fact]
    public void Categories_alone_are_told_to_be_normalized()
    {
        var data = Encoding.Text(_context, "a");

        Assert.True(Features.Fit(_context, data).Transform(data).Schema["Features"].IsNormalized());
    }

    [Fact]
    public void A_column_that_numbers_the_rows_is_warned_of()
    {
        Features.Fit(_context, Encoding.Column(_context, Shuffled(30).Where(number => number % 5 != 0).ToArray()));

        Assert.Equal(
        [
            "TabularFeatures: input column 'c' holds whole numbers of which hardly one is left out and none is there twice. List it in "
                + "ignore if it numbers the rows: it would tell where a row stood in the file.",
        ], Lines(ChannelMessageKind.Warning));
    }

    [Fact]
    public void Numbers_that_do_not_number_the_rows_are_not_warned_of()
    {
        int[] numbers = Shuffled(30);
        Features.Fit(_context, Encoding.Column(_context, [.. numbers.Append(7)]));
        Features.Fit(_context, Encoding.Column(_context, [.. numbers.Append(-32)]));
        Features.Fit(_context, Encoding.Single(_context, [.. numbers.Select(number => number + 0.5f)]));
        Features.Fit(_context, Encoding.Single(_context, [.. numbers.Select(number => (float)number), float.NaN]));
        Features.Fit(_context, Encoding.Column(_context, Shuffled(19)));
        Features.Fit(_context, Encoding.Column(_context, [.. Enumerable.Repeat(0, 25)]));

        Assert.Empty(Lines(ChannelMessageKind.Warning));
    }

    [Fact]
    public void Many_categories_are_warned_of()
    {
        Features.Fit(_context, Encoding.Text(_context, [.. Enumerable.Range(0, 20).Select(row => $"{Math.Min(row, 10)}")]));
        Features.Fit(_context, Encoding.Text(_context, [.. Enumerable.Range(0, 20).Select(row => $"{Math.Min(row, 9)}")]));

        Assert.Equal(
        [
            "TabularFeatures: input column 'c' has 11 categories among 20 values, and each is a slot. Rare values can share one by "
                + "options.OneHot.MinimumCount or MaximumNumberOfCategories; list the column in ignore if it is free text.",
        ], Lines(ChannelMessageKind.Warning));
    }

    private string[] Lines(ChannelMessageKind kind) => [.. _events.Where(e => e.Kind == kind).Select(e => e.RawMessage)];

    private static int[] Shuffled(int count)
    {
        var numbers = Enumerable.Range(1, count).ToArray();
        new Random(1).Shuffle(numbers);
        return numbers;
    }

    private sealed class Clash
    {
        [ColumnName("a")]
        public string A { get; set; } = "";

        [ColumnName("a_nan")]
        public float A_nan { get; set; }

        [ColumnName("a_b")]
        public string AB { get; set; } = "";
    }
}
