using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;
using static MlNetDl.Tests.Samples.SamplesProgram;

namespace MlNetDl.Tests.Samples;

[Collection(ProcessCollection.Name)]
public sealed class OwnTests : IDisposable
{
    private readonly TempFolder _folder = new();

    // Missing and distinct values as pandas counts them. The figures to reach are scikit-learn's: the mean of ten seeds of 5 shuffled
    // folds, missing values imputed by the mean, numbers standardized, text one-hot; LogisticRegression, LinearRegression.
    [Fact]
    public void A_text_label_makes_classes_and_the_model_needs_no_label()
    {
        var model = _folder.File("penguins.zip");

        var output = Run("own", PenguinsCsv.FullPath, "--label", "species", "--model", model).Succeeded().Output;

        Assert.Equal("344 rows, 7 columns", Line(output, "344"));
        Assert.Equal(
            ["species text 0 3", "island text 0 3", "bill_length_mm number 2 164", "bill_depth_mm number 2 80",
                "flipper_length_mm number 2 55", "body_mass_g number 2 94", "sex text 11 2"],
            TableRows(output));
        Assert.Equal("task: classification, 3 classes (text with 3 different values; --task chooses another)", Line(output, "task:"));
        Assert.InRange(Figure(output, "^accuracy"), 0.9907 - 0.01, 1);
        Assert.InRange(Figure(output, "^log-loss"), 0, 0.0345 + 0.02);
        Assert.Equal($"saved: {model}", Line(output, "saved:"));

        var mlContext = new MLContext();
        var loaded = mlContext.Model.Load(model, out var inputs);
        Assert.Equal(
            ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"], inputs.Select(column => column.Name));
        var predicted = loaded.Transform(Penguins(mlContext, without: "species")).GetColumn<string>("PredictedLabel");
        var species = File.ReadLines(PenguinsCsv.FullPath).Skip(1).Select(line => line.Split(',')[0]);
        Assert.InRange(predicted.Zip(species).Count(pair => pair.First == pair.Second), 335, 344);
    }

    [Fact]
    public void Two_values_make_a_binary_task_and_rows_without_a_label_are_counted()
    {
        var model = _folder.File("penguins.zip");

        var output = Run("own", PenguinsCsv.FullPath, "--label", "sex", "--model", model).Succeeded().Output;

        Assert.Equal("333 rows, 7 columns", Line(output, "333"));
        Assert.Equal("rows without a label, left out: 11", Line(output, "rows"));
        Assert.Equal(
            "task: binary classification, 'male' is positive (two different values; --task chooses another)", Line(output, "task:"));
        Assert.InRange(Figure(output, "^accuracy"), 0.9093 - 0.02, 1);
        Assert.InRange(Figure(output, "^AUC"), 0.9709 - 0.01, 1);
        Assert.InRange(Figure(output, "^log-loss"), 0, 0.2315 + 0.03);

        // In the rows it learned from no number is missing, but in two of all rows four are.
        var mlContext = new MLContext();
        var scored = mlContext.Model.Load(model, out _).Transform(Penguins(mlContext, without: "sex"));
        Assert.Equal(344, scored.GetColumn<float>("Probability").Count(float.IsFinite));
    }

    [Fact]
    public void Many_numbers_make_a_regression()
    {
        var output = Run("own", PenguinsCsv.FullPath, "--label", "body_mass_g", "--model", _folder.File("mass.zip")).Succeeded().Output;

        Assert.Equal("task: regression (whole numbers, 94 different ones; --task chooses another)", Line(output, "task:"));
        Assert.InRange(Figure(output, "^R2"), 0.8601 - 0.02, 1);
        Assert.InRange(Figure(output, "^RMSE"), 0, 294.4 * 1.07);
        Assert.InRange(Figure(output, "^MAE"), 0, 234.8 * 1.07);
    }

    // Names that the trainer gives its own columns, cells that are markup to the console, and a text mostly of numbers. So few rows that
    // the trainer has no folds: what is tested here is not what they choose.
    [Fact]
    public void Columns_may_be_called_anything_and_those_of_no_use_are_named()
    {
        var rows = Enumerable.Range(1, 48).Select(row => row % 2 == 0
            ? $"{row},n{row},{row % 7},Features,[red],,3,{(row == 30 ? "none" : row % 5)}"
            : $"{row},n{row},,\"Label, \"\"x\"\"\",[/],,3,{row % 5}");
        var csv = _folder.Write("own.csv", $"id,name,Label,Score,[b],Features,PredictedLabel,Label missing\n{string.Join('\n', rows)}\n");

        var report = _folder.File("own.html");
        var output = Run("own", csv, "--label", "Score", "--model", _folder.File("own.zip"), "--report", report).Succeeded().Output;

        Assert.Equal($"report: {report}", Line(output, "report:"));
        Assert.Matches("(9|10) rows, classification", File.ReadAllText(report));
        Assert.Equal(
            ["id number 0 48", "name text 0 48", "Label number 24 7", "Score text 0 2", "[b] text 0 2", "Features text 48 0",
                "PredictedLabel number 0 1", "Label missing text 0 6"],
            TableRows(output));
        Assert.Equal(
            ["left out: id (whole numbers that rise from row to row)", "left out: name (text, and nearly every value is different)",
                "left out: Features (all missing)", "left out: PredictedLabel (constant)"],
            Lines(output).Where(line => line.StartsWith("left out: ", StringComparison.Ordinal)));
        Assert.Equal(
            "Label missing is text because of 'none' in line 31: --missing=\"none\" reads that as missing",
            Line(output, "Label missing is"));
        Assert.Equal(1, Figure(output, "^accuracy"));
    }

    // The label has no part in its own prediction: of 48 coin tosses, no more than 38 are guessed (by chance, 1 in 100,000).
    [Theory]
    [InlineData("Score")]
    [InlineData("Label")]
    public void A_label_called_as_a_column_of_the_trainer_is_not_confused_with_it(string label)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 48).Select(_ => FormattableString.Invariant($"{random.NextDouble():F3},{random.Next(2)}"));
        var csv = _folder.Write("own.csv", $"x,{label}\n{string.Join('\n', rows)}\n");

        var output = Run("own", csv, "--label", label, "--model", _folder.File("own.zip")).Succeeded().Output;

        Assert.InRange(Figure(output, "^accuracy"), 10 / 48.0, 38 / 48.0);
    }

    [Fact]
    public void Missing_values_can_be_spelled_in_ways_of_the_users_own()
    {
        var rows = Enumerable.Range(1, 40).Select(row => (
            X: row % 4 == 0 ? "-" : $"{row % 9}",
            Y: row % 10 == 0 ? "gone" : row % 2 == 0 ? "b" : "a"));
        var csv = _folder.Write("own.csv", $"x,y\n{string.Concat(rows.Select(row => $"{row.X},{row.Y}\n"))}");

        var output = Run("own", csv, "--label", "y", "--missing=-", "--missing", "gone", "--model", _folder.File("own.zip"))
            .Succeeded().Output;

        // Of the ten rows without an x, the 20th and the 40th have no label either.
        Assert.Equal(["x number 8 9", "y text 0 2"], TableRows(output));
        Assert.Equal("rows without a label, left out: 4", Line(output, "rows"));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "c", "", "own.csv has no column 'c'; it has a, b.")]
    [InlineData("a,b\n1,2\n3\n", "b", "", "own.csv, line 3: 1 field, but the header has 2.")]
    [InlineData("a,b\n1,2\n2,\n", "b", "", "own.csv with a label in column 'b': 1; 5 folds need 20 at least.")]
    [InlineData("a,b\nROWS1,x\n", "b", "", "Label column 'b' has one value, 'x', in all rows: there is nothing to learn.")]
    [InlineData("b\nROWSy\ny\ny\ny\ny\n", "b", "", "own.csv has no column to learn from besides the label 'b'.")]
    [InlineData("a,b\nROWS1,x\n2,y\n", "b", "", "Rows with 'y' in label column 'b': 1; 5 folds need 5 at least.")]
    [InlineData("a,b\nROWS1,x\n2,y\n", "b", "--task regression", "Label column 'b' is text; regression needs numbers.")]
    [InlineData("a,b\nROWS1,x\n2,y\n", "b", "--task clustering", "--task is 'clustering'; it must be multiclass, binary or regression.")]
    [InlineData("a,b\nROWS1,x\n2,y\n", "b", "--model none/own.zip", "--model is 'none/own.zip'; its folder must exist.")]
    public void What_cannot_be_learned_from_ends_in_one_clear_error(string text, string label, string more, string error)
    {
        var row = text.Contains("a,b", StringComparison.Ordinal) ? "1,x\n" : "x\n";
        var csv = _folder.Write("own.csv", text.Replace("ROWS", string.Concat(Enumerable.Repeat(row, 30)), StringComparison.Ordinal));

        AssertRefused(Run(["own", csv, "--label", label, .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), error);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_label_not_named_are_errors()
    {
        AssertRefused(Run("own", _folder.File("none.csv"), "--label", "x"), $"There is no file '{_folder.File("none.csv")}'.");
        AssertRefused(Run("own", PenguinsCsv.FullPath), "Command 'own' is missing required option 'label'.");
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertRefused(ProcessResult result, string error)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Error: ", result.OnOneLine(), StringComparison.Ordinal);
        Assert.Contains(error, result.OnOneLine(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static IDataView Penguins(MLContext mlContext, string without)
    {
        TextLoader.Column[] columns = [new("species", DataKind.String, 0), new("island", DataKind.String, 1),
            new("bill_length_mm", DataKind.Single, 2), new("bill_depth_mm", DataKind.Single, 3),
            new("flipper_length_mm", DataKind.Single, 4), new("body_mass_g", DataKind.Single, 5), new("sex", DataKind.String, 6)];
        return mlContext.Data.LoadFromTextFile(PenguinsCsv.FullPath, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [.. columns.Where(column => column.Name != without)],
        });
    }

    private static string[] Lines(string output) => output.ReplaceLineEndings("\n").Split('\n');

    private static string Line(string output, string start)
        => Assert.Single(Lines(output), line => line.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The rows of the one table, the cells parted by a blank.</summary>
    private static string[] TableRows(string output) => [.. Lines(output).Where(line => line.StartsWith('│')).Skip(1)
        .Select(line => string.Join(' ', line.Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];
}
