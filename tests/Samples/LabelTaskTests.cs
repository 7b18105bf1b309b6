using MlNetDl.Samples.Own.Csv;
using Xunit;
using static MlNetDl.Tests.Samples.OwnTables;

namespace MlNetDl.Tests.Samples;

public class LabelTaskTests
{
    [Fact]
    public void Two_values_make_a_binary_task_and_the_later_one_is_positive()
    {
        Assert.Equal("Binary (two different values): 0, 1", Chosen("1", "0"));
        Assert.Equal("Binary (two different values): -1, 1", Chosen("1", "-1"));
        Assert.Equal("Binary (two different values): 9, 10", Chosen("10", "9"));
        Assert.Equal("Binary (two different values): false, true", Chosen("true", "false"));
        Assert.Equal("Binary (two different values): no, yes", Chosen("yes", "no"));
        Assert.Equal("Binary (two different values): 0.5, 1.5", Chosen("1.5", "0.5"));
    }

    [Fact]
    public void Text_makes_classes() => Assert.Equal(
        "Multiclass (text with 4 different values): Z, a, b, \u00e9", Chosen("b", "a", "\u00e9", "Z"));

    [Fact]
    public void A_few_whole_numbers_make_classes_and_many_an_amount()
    {
        Assert.Equal("Multiclass (whole numbers, 3 different ones): 2, 9, 10", Chosen("10", "2", "9"));
        Assert.Equal("Multiclass (whole numbers, 20 different ones)", Chosen(Numbers(20)).Split(':')[0]);
        Assert.Equal("Regression (whole numbers, 21 different ones): ", Chosen(Numbers(21)));
        // Four rows a value: amounts that happen to be whole.
        Assert.Equal("Regression (whole numbers, 10 different ones): ", Text(LabelTask.Of(Column(Repeated(4, Numbers(10))), asked: null)));
    }

    [Fact]
    public void Numbers_that_are_not_whole_make_an_amount() => Assert.Equal("Regression (numbers): ", Chosen("1", "2.5", "3"));

    [Fact]
    public void The_task_asked_for_is_the_task()
    {
        Assert.Equal("Regression (as asked): ", Text(LabelTask.Of(Column(Repeated(5, "1", "2", "3")), TaskKind.Regression)));
        Assert.Equal("Multiclass (as asked): 0, 1", Text(LabelTask.Of(Column(Repeated(5, "1", "0")), TaskKind.Multiclass)));
        Assert.Equal("Multiclass (as asked): 1.5, 2, 3", Text(LabelTask.Of(Column(Repeated(5, "1.5", "2", "3")), TaskKind.Multiclass)));
    }

    [Fact]
    public void Equal_numbers_spelled_differently_are_one_class()
        => Assert.Equal(["1", "0", "1", "0", "0"], LabelTask.Of(Column("1", "0", "1.0", "0.0", "00"), asked: null).Labels);

    [Fact]
    public void A_label_that_cannot_be_learned_is_refused()
    {
        Assert.Equal("Label column 'x' has one value, 'a', in all rows: there is nothing to learn.", Refusal(null, "a", "a"));
        Assert.Equal("Label column 'x' has 3 values; a binary label has two.", Refusal(TaskKind.Binary, "1", "2", "3"));
        Assert.Equal("Label column 'x' is text; regression needs numbers.", Refusal(TaskKind.Regression, "a", "b", "a"));
        Assert.Equal(
            "Label column 'x' is text, mostly numbers but for 'none' in line 3; regression needs numbers.",
            Refusal(TaskKind.Regression, "1", "none", "2"));
        Assert.Equal(
            "Label column 'x' is text with 4 different values in 5 rows: too many for classes.", Refusal(null, "a", "b", "c", "d", "a"));
        Assert.Equal(
            "Label column 'x' is text with 4 different values in 5 rows, mostly numbers but for 'none' in line 5: too many for classes.",
            Refusal(null, "1.5", "2.5", "3.5", "none", "1.5"));
        Assert.Equal(
            "Label column 'x' is numbers with 3 different values in 3 rows: too many for classes.",
            Refusal(TaskKind.Multiclass, "1", "2", "3"));
    }

    private static string[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(number => $"{number}")];

    private static string Chosen(params string[] values) => Text(LabelTask.Of(Column(Repeated(5, values)), asked: null));

    private static string Text(LabelTask task) => $"{task.Kind} ({task.Reason}): {string.Join(", ", task.Classes)}";

    private static string Refusal(TaskKind? asked, params string[] cells)
        => Assert.Throws<UnusableDataException>(() => LabelTask.Of(Column(cells), asked)).Message;
}
