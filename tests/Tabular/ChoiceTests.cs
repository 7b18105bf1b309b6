using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;
using FeatureOptions = MlNetDl.Transforms.TabularFeaturesEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.Tabular;

/// <summary>Which columns of a schema become features, and which schemas are refused.</summary>
public class ChoiceTests
{
    private readonly MLContext _context = new();
    private readonly IDataView _people;

    public ChoiceTests() => _people = Person.View(_context, Person.Four);

    [Fact]
    public void All_columns_are_features_but_the_label_the_weight_and_those_ignored()
    {
        var transformer = _context.Transforms
            .TabularFeatures("Features", _people.Schema, "Label", weight: "Income", ignore: ["Tests", "Member", "Label"]).Fit(_people);

        Assert.Equal(["Age", "Children", "City"], transformer.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Columns_that_a_step_adds_after_the_schema_was_given_are_no_features()
    {
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Class", "City").Append(
            _context.Transforms.TabularFeatures("Features", _people.Schema, "City", ignore: ["Label"]));

        var columns = pipeline.Fit(_people).LastTransformer.Columns;

        Assert.Equal(["Age", "Income", "Children", "Member", "Tests"], columns.Select(column => column.Name));
    }

    [Fact]
    public void A_hidden_column_does_not_count()
    {
        var data = _context.Transforms.Conversion.ConvertType("Age", outputKind: DataKind.String).Fit(_people).Transform(_people);

        var columns = _context.Transforms.TabularFeatures("Features", data.Schema, "Label").Fit(data).Columns;

        Assert.Equal(TabularColumnKind.Categorical, Assert.Single(columns, column => column.Name == "Age").Kind);
    }

    [Fact]
    public void A_vector_of_an_earlier_run_is_replaced_if_it_is_ignored()
    {
        var data = Features.Fit(_context, _people, label: "Label").Transform(_people);

        var again = _context.Transforms.TabularFeatures("Features", data.Schema, "Label", ignore: ["Features"]).Fit(data).Transform(data);

        Assert.Equal(Features.Rows(data), Features.Rows(again));
    }

    [Fact]
    public void A_column_of_which_no_features_can_be_made_is_refused_until_it_is_ignored()
    {
        var data = _context.Data.LoadFromEnumerable([new Odd()]);

        Assert.StartsWith(
            "TabularFeatures: no features can be made of 'Born' (DateTime), 'Words' (VarVector<String>); a column must be numbers, text, "
                + "Boolean or a key, one value a row or a vector of known size. Leave out what is of no use by ignore: [\"Born\", "
                + "\"Words\"]; of a time, make numbers that mean something first, such as the hour, the weekday or the days since a date.",
            Refused(() => _context.Transforms.TabularFeatures("Features", data.Schema, label: null)), StringComparison.Ordinal);
        Assert.Contains("give a vector a size where the data is loaded",
            Refused(() => _context.Transforms.TabularFeatures("Features", data.Schema, label: null, ignore: ["Born"])),
            StringComparison.Ordinal);
        Assert.Single(_context.Transforms.TabularFeatures("Features", data.Schema, label: null, ignore: ["Born", "Words"])
            .Fit(data).Columns);
    }

    [Theory]
    [InlineData("Lable", null, null, "there is no label column 'Lable'; the data has 'Age', 'Income', 'Children', 'City', 'Member', "
        + "'Tests', 'Label'. Name one that is there, or add a step that makes 'Lable' before this one.")]
    [InlineData("Label", "Wait", null, "there is no weight column 'Wait'; ")]
    [InlineData("Label", null, "Id", "there is no ignored column 'Id'; ")]
    [InlineData("Label", "Label", null, "column 'Label' is named as label and as weight. Name another, or no weight.")]
    [InlineData(null, null, null, "the schema has a column 'Label', but no label is named: as a feature it would tell what is to be "
        + "predicted. Name it as label, list it in ignore, or set options.AllowLabelAsFeature if it is a feature all the same.")]
    [InlineData("City", null, null, "the schema has a column 'Label', but the label is 'City': ")]
    public void Names_that_do_not_fit_the_schema_are_refused(string? label, string? weight, string? ignore, string expected)
        => Assert.StartsWith($"TabularFeatures: {expected}", Refused(() => _context.Transforms.TabularFeatures(
            "Features", _people.Schema, label, weight, ignore is null ? null : [ignore])), StringComparison.Ordinal);

    [Theory]
    [InlineData("City", "the schema has a column 'City' already, which the output column would hide. Give the output another name, or list "
        + "'City' in ignore if it is made of the other columns.")]
    [InlineData("Label", "the output column 'Label' would hide the label. Give it another name.")]
    [InlineData("Income", "the output column 'Income' would hide the weight. Give it another name.")]
    public void An_output_that_would_hide_a_column_is_refused(string output, string expected)
        => Assert.StartsWith($"TabularFeatures: {expected}", Refused(() => _context.Transforms.TabularFeatures(
            output, _people.Schema, "Label", "Income")), StringComparison.Ordinal);

    [Fact]
    public void A_column_called_Label_may_be_a_feature_where_that_is_allowed()
        => Assert.Contains("Label", Features.Fit(_context, _people, new FeatureOptions { AllowLabelAsFeature = true }, "City").Columns
            .Select(column => column.Name));

    [Fact]
    public void A_schema_with_no_column_left_is_refused()
    {
        var data = Encoding.Single(_context, 1);

        Assert.StartsWith(
            "TabularFeatures: the schema has no columns to make features of: all it has are left out. Leave out fewer.",
            Refused(() => _context.Transforms.TabularFeatures("Features", data.Schema, "c")), StringComparison.Ordinal);
        Assert.StartsWith(
            "TabularFeatures: the schema has no columns to make features of: it has none at all. Give the schema of the data.",
            Refused(() => _context.Transforms.TabularFeatures("Features", new DataViewSchema.Builder().ToSchema(), null)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_told_together()
    {
        var options = new FeatureOptions
        {
            MissingIndicator = (MissingIndicator)9,
            CategoricalColumnNames = null!,
            OneHot = { OutputKind = OutputKind.Key },
        };

        Assert.StartsWith(string.Join(Environment.NewLine,
            "TabularFeatures: MissingIndicator is 9; it must be one of WhenPresent, Always, Never.",
            "TabularFeatures: CategoricalColumnNames is null; it must be an array of names.",
            "TabularFeatures: OneHot.OutputKind is Key; it must be Indicator, for each category to have a slot."),
            Refused(() => Features.Fit(_context, _people, options, "Label")), StringComparison.Ordinal);
        Assert.StartsWith("TabularFeatures: OneHot is null; it must be given; new() for the defaults.",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { OneHot = null! }, "Label")), StringComparison.Ordinal);
        Assert.StartsWith("NaNAwareOneHotEncoding: MinimumCount is 0",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { OneHot = { MinimumCount = 0 } }, "Label")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_for_columns_that_they_cannot_be_for_are_refused()
    {
        Assert.StartsWith("TabularFeatures: CategoricalColumnNames: there is no input column 'Zip'",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { CategoricalColumnNames = ["Zip"] }, "Label")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "TabularFeatures: CategoricalColumnNames has 'Label', which is left out: it is the label. Take it out of one of them.",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { CategoricalColumnNames = ["Label"] }, "Label")),
            StringComparison.Ordinal);
        Assert.StartsWith("TabularFeatures: OneHot.Categories names column 'Age', which is none of the columns of categories. Name one "
            + "that is; one of numbers must be in CategoricalColumnNames, too.",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { OneHot = { Categories = { ["Age"] = [1] } } }, "Label")),
            StringComparison.Ordinal);
        Assert.StartsWith("TabularFeatures: OneHot.Categories of column 'City' are none. Give at least one",
            Refused(() => Features.Fit(_context, _people, new FeatureOptions { OneHot = { Categories = { ["City"] = [] } } }, "Label")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_changed_later_do_not_count()
    {
        var options = new FeatureOptions { MissingIndicator = MissingIndicator.Never };
        var estimator = _context.Transforms.TabularFeatures("Features", _people.Schema, "Label", options: options);

        options.MissingIndicator = MissingIndicator.Always;
        options.OneHot.MissingTokens = ["Rome"];

        Assert.Equal(["City_Oslo", "City_Rome", "City_nan"], estimator.Fit(_people).Columns[3].SlotNames);
        Assert.Equal(1, estimator.Fit(_people).Columns[0].NumberOfSlots);
    }

    [Fact]
    public void Data_that_are_not_of_the_schema_are_refused_before_they_are_read()
    {
        var estimator = _context.Transforms.TabularFeatures("Features", _people.Schema, "Label");
        var other = _context.Transforms.Conversion.ConvertType("City", outputKind: DataKind.Single).Fit(_people).Transform(_people);
        var fewer = _context.Transforms.DropColumns("Tests").Fit(_people).Transform(_people);

        const string Expected = "TabularFeatures: input column 'City' is of type Single; by the schema that was given it is of categories. "
            + "Give the schema of the data as the step before makes it.";
        Assert.StartsWith(Expected, Refused(() => estimator.Fit(other)), StringComparison.Ordinal);
        Assert.StartsWith(Expected, Refused(() => estimator.GetOutputSchema(Encoding.Shape(other.Schema))), StringComparison.Ordinal);
        Assert.StartsWith(
            "TabularFeatures: there is no input column 'Tests'", Refused(() => estimator.Fit(fewer)), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_not_as_in_training_are_refused_before_they_are_read()
    {
        var transformer = Features.Fit(_context, _people, label: "Label");
        var text = _context.Transforms.Conversion.ConvertType("Age", outputKind: DataKind.String).Fit(_people).Transform(_people);
        var flag = _context.Transforms.CopyColumns("City", "Member").Fit(_people).Transform(_people);
        var shorter = _context.Transforms.CopyColumns("Tests", "Age").Fit(_people).Transform(_people);

        Assert.StartsWith("TabularFeatures: input column 'Age' is of type String; it must be a number",
            Refused(() => transformer.Transform(text)), StringComparison.Ordinal);
        Assert.StartsWith("TabularFeatures: input column 'City' is of type Boolean; it was String when the encoding was fitted",
            Refused(() => transformer.GetOutputSchema(flag.Schema)), StringComparison.Ordinal);
        Assert.StartsWith("TabularFeatures: input column 'Tests' is one number a row; it was a vector of 2 numbers when",
            Refused(() => transformer.Transform(shorter)), StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused_by_name()
    {
        Assert.Throws<ArgumentNullException>("catalog", () => TabularFeaturesCatalog.TabularFeatures(null!, "F", _people.Schema, "Label"));
        Assert.Throws<ArgumentNullException>("schema", () => _context.Transforms.TabularFeatures("F", null!, "Label"));
        Assert.Throws<ArgumentOutOfRangeException>(
            "outputColumnName", () => _context.Transforms.TabularFeatures(null!, _people.Schema, "Label"));
        Assert.StartsWith("TabularFeatures: ignore has a null.",
            Refused(() => _context.Transforms.TabularFeatures("F", _people.Schema, "Label", ignore: [null!])), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("input",
            () => _context.Transforms.TabularFeatures("F", _people.Schema, "Label").Fit(null!));
    }

    private static string Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private sealed class Odd
    {
        public DateTime Born { get; set; }

        public string[] Words { get; set; } = [];

        public float Size { get; set; }
    }
}
