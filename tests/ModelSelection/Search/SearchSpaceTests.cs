using System.Text.Json;
using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Search;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public class SearchSpaceTests
{
    private const int Draws = 4000;

    /// <summary>
    /// The bound of Kolmogorov's statistic, the greatest distance times the root of the draws, at one in 10,000: his limit law.
    /// </summary>
    private const double KolmogorovBound = 2.2253;

    public enum Colour
    {
        Red,
        Green,
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-7)]
    public void Uniform_values_have_the_uniform_distribution(int seed) =>
        CheckDistribution(Values<double>(new SearchSpace().Uniform("x", -2, 5), seed), x => (x + 2) / 7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-7)]
    public void Log_uniform_values_have_the_log_uniform_distribution(int seed) =>
        CheckDistribution(Values<double>(new SearchSpace().LogUniform("x", 1e-5, 10), seed), x => (Math.Log10(x) + 5) / 6);

    [Fact]
    public void Integers_are_equally_likely_and_have_both_ends() => CheckShares(
        Values<int>(new SearchSpace().Uniform("y", 0, 1).Integer("x", 3, 8), seed: 1),
        Enumerable.Range(3, 6).ToDictionary(k => k, _ => 1.0 / 6));

    [Fact]
    public void Logarithmic_integers_have_the_share_of_their_range() => CheckShares(
        Values<int>(new SearchSpace().Uniform("y", 0, 1).Integer("x", 1, 7, logarithmic: true), seed: 1),
        Enumerable.Range(1, 7).ToDictionary(k => k, k => Math.Log((k + 1.0) / k) / Math.Log(8)));

    [Fact]
    public void Choices_are_equally_likely() => CheckShares(
        Values<string>(new SearchSpace().Uniform("y", 0, 1).Choice("x", "a", "b", "c"), seed: 1),
        new[] { "a", "b", "c" }.ToDictionary(k => k, _ => 1.0 / 3));

    [Fact]
    public void A_range_of_one_value_has_that_value_and_extreme_ranges_stay_within_their_ends()
    {
        var space = new SearchSpace().Uniform("one", 0.1, 0.1).LogUniform("small", double.Epsilon, 1e-300)
            .Uniform("wide", double.MinValue, double.MaxValue).Integer("all", int.MinValue, int.MaxValue)
            .Integer("powers", 1, int.MaxValue, logarithmic: true);

        foreach (var draw in Draw(space, 1).Take(300))
        {
            Assert.Equal(0.1, draw.Get<double>("one"));
            Assert.InRange(draw.Get<double>("small"), double.Epsilon, 1e-300);
            Assert.True(double.IsFinite(draw.Get<double>("wide")));
            Assert.InRange(draw.Get<int>("powers"), 1, int.MaxValue);
        }

        Assert.Contains(Draw(space, 1), draw => draw.Get<int>("all") < int.MinValue / 2);
        Assert.Contains(Draw(space, 1), draw => draw.Get<int>("all") > int.MaxValue / 2);
        Assert.Equal([int.MinValue, 0, int.MaxValue], new SearchSpace().Integer("x", int.MinValue, int.MaxValue).Grid(3)
            .Select(values => values.Get<int>("x")));
    }

    [Fact]
    public void Two_options_are_independent_of_each_other()
    {
        var space = new SearchSpace().Uniform("x", 0, 1).Uniform("y", 0, 1);
        var draws = Draw(space, 1).ToArray();
        // Each has variance 1/12; the mean of the product of two that are independent has the standard error (1/12) / sqrt(n).
        var covariance = draws.Average(draw => (draw.Get<double>("x") - 0.5) * (draw.Get<double>("y") - 0.5));
        Assert.InRange(covariance * 12 * Math.Sqrt(Draws), -4, 4);
    }

    [Fact]
    public void An_option_under_a_condition_is_there_when_the_condition_holds_and_only_then()
    {
        var space = new SearchSpace()
            .Choice("optimizer", "adam", "sgd")
            .When("optimizer", "sgd", sgd => sgd
                .Choice("nesterov", true, false)
                .When("nesterov", true, nesterov => nesterov.Uniform("momentum", 0.5, 0.99)))
            .When("optimizer", "adam", adam => adam.LogUniform("rate", 1e-4, 1e-2))
            .When("optimizer", "sgd", sgd => sgd.LogUniform("rate", 1e-1, 1));

        foreach (var draw in Draw(space, 3).Take(500))
        {
            var isSgd = draw.Get<string>("optimizer") == "sgd";
            Assert.Equal(isSgd, draw.Has("nesterov"));
            Assert.Equal(draw.Get("nesterov", false), draw.Has("momentum"));
            var rate = draw.Get<double>("rate");
            if (isSgd)
                Assert.InRange(rate, 1e-1, 1);
            else
                Assert.InRange(rate, 1e-4, 1e-2);
        }

        CheckDistribution(
            [.. Draw(space, 3).Where(draw => draw.Has("momentum")).Select(draw => draw.Get<double>("momentum"))], x => (x - 0.5) / 0.49);
    }

    [Fact]
    public void A_trials_options_depend_on_seed_and_number_alone()
    {
        var space = new SearchSpace().Uniform("x", 0, 1).Choice("c", "a", "b");
        RandomSampler one = new(space, 5), other = new(new SearchSpace().Integer("z", 1, 9).Choice("c", "a", "b").Uniform("x", 0, 1), 5);

        var backwards = Enumerable.Range(0, 50).Reverse().Select(trial => one[trial]).Reverse().ToArray();
        Assert.Equal(Enumerable.Range(0, 50).Select(trial => new RandomSampler(space, 5)[trial]), backwards);
        Assert.Equal(
            backwards.Select(draw => draw.Get<double>("x")), Enumerable.Range(0, 50).Select(trial => other[trial].Get<double>("x")));
        Assert.NotEqual(one[0], new RandomSampler(space, 6)[0]);
    }

    [Fact]
    public void The_first_draw_is_for_ever_the_same() =>
        // int.from_bytes(hashlib.sha256(b"5/0/x").digest()[:8], "little") >> 11, over 2**53, to 9 digits, in Python 3.
        Assert.Equal(0.308619469, new RandomSampler(new SearchSpace().Uniform("x", 0, 1), 5)[0].Get<double>("x"));

    [Fact]
    public void A_space_of_few_combinations_is_gone_through_without_repeats()
    {
        RandomSampler sampler = new(new SearchSpace().Choice("a", 1, 2, 3).Integer("b", 0, 4), seed: 1);

        Assert.Equal(15, sampler.Limit);
        Assert.Equal(15, Enumerable.Range(0, 15).Select(trial => sampler[trial].ToString()).Distinct().Count());
    }

    [Fact]
    public void A_grid_has_all_choices_the_ends_of_ranges_and_no_option_whose_condition_does_not_hold()
    {
        // Powers of ten and thirds by hand.
        var space = new SearchSpace()
            .Choice("kind", "plain", "decayed")
            .When("kind", "decayed", decayed => decayed.LogUniform("decay", 1e-4, 1e-2))
            .Integer("width", 1, 2);
        GridSampler grid = new(space, 3);

        Assert.Equal(
            [
                "kind plain, width 1", "kind plain, width 2",
                "kind decayed, decay 0.0001, width 1", "kind decayed, decay 0.0001, width 2",
                "kind decayed, decay 0.001, width 1", "kind decayed, decay 0.001, width 2",
                "kind decayed, decay 0.01, width 1", "kind decayed, decay 0.01, width 2",
            ],
            Enumerable.Range(0, grid.Limit).Select(trial => grid[trial].ToString()));
        Assert.Equal([1, 10, 100, 1000], GridOf(new SearchSpace().Integer("x", 1, 1000, logarithmic: true), 4));
        Assert.Equal([0, 33, 67, 100], GridOf(new SearchSpace().Integer("x", 0, 100), 4));

        static IEnumerable<int> GridOf(SearchSpace space, int points) => space.Grid(points).Select(values => values.Get<int>("x"));
    }

    [Fact]
    public void Values_are_read_as_the_type_that_is_asked_for()
    {
        var values = new SearchSpace()
            .Choice<int[]>("layers", [64], [128, 32]).Choice("colour", Colour.Green)
            .Choice("rate", 0.1f).Choice("on", true).Choice("text", "a")
            .Grid(1).Last();

        Assert.Equal([128, 32], values.Get<int[]>("layers"));
        Assert.Equal(Colour.Green, values.Get<Colour>("colour"));
        Assert.Equal(0.1f, values.Get<float>("rate"));
        Assert.True(values.Get<bool>("on"));
        Assert.Equal(7, values.Get("absent", 7));
        Assert.Equal(
            "Option 'text' is \"a\", which is no Int32. Ask for the type that the space gives it. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => values.Get<int>("text")).Message);
        Assert.Equal(
            "Option 'Rate' has no value; those that have are: layers, colour, rate, on, text. Correct the name, or, where a condition may "
            + "leave the option out, ask with the value to use then. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => values.Get<float>("Rate")).Message);
    }

    [Fact]
    public void Tuples_come_back_as_they_were() =>
        Assert.Equal((64, "a"), new SearchSpace().Choice("pair", (64, "a")).Grid(1).Single().Get<(int, string)>("pair"));

    [Fact]
    public void Values_travel_as_one_json_object()
    {
        var space = new SearchSpace().LogUniform("rate", 1e-4, 1).Choice<int[]>("layers", [64], [128, 32]).Choice("ключ", Colour.Red);
        var values = Draw(space, 1).First();

        var json = JsonSerializer.Serialize(values);
        var back = JsonSerializer.Deserialize<OptionValues>(json)!;

        Assert.Equal(values, back);
        Assert.Equal(values.Names, back.Names);
        Assert.Equal(values.Get<double>("rate"), back.Get<double>("rate"));
    }

    [Fact]
    public void What_is_no_space_is_refused_by_name_and_value()
    {
        SearchSpace space = new();
        Refused(
            "SearchSpace: option 'x' is from 2 to 1; both must be finite, the first at most the second.",
            () => space.Uniform("x", 2, 1));
        Refused(
            "SearchSpace: option 'x' is from 0 to 1; both must be finite and above 0, the first at most the second.",
            () => space.LogUniform("x", 0, 1));
        Refused(
            "SearchSpace: option 'x' is from NaN to 1; both must be finite, the first at most the second.",
            () => space.Uniform("x", double.NaN, 1));
        Refused(
            "SearchSpace: option 'x' has no values to choose from. Give at least one. (Parameter 'values')",
            () => space.Choice<int>("x"));
        Refused(
            "SearchSpace: option 'x' has the value 1 2 times. Give each value once. (Parameter 'values')",
            () => space.Choice("x", 1, 1));
        Refused(
            "SearchSpace: a condition is on option 'y', which is not there. Add that option first; there are: none. (Parameter 'name')",
            () => space.When("y", 1, _ => { }));

        space.Choice("kind", "a", "b").Uniform("x", 0, 1);
        Refused(
            "SearchSpace: a condition is that option 'kind' is \"c\", but it is one of \"a\", \"b\". "
            + "Name one of the values of a choice or an integer. (Parameter 'value')",
            () => space.When("kind", "c", _ => { }));
        Refused(
            "SearchSpace: option 'x' has the value 'System.Int32' of type Type, which System.Text.Json cannot write and read again. Choose "
            + "among numbers, texts, Booleans, enumerations or arrays of these, by a name for instance. (Parameter 'value')",
            () => new SearchSpace().Choice("x", typeof(int)));
        Refused(
            "SearchSpace: a condition is on option 'depth', which is there only under another condition (depth: integer from 1 to 3 if "
            + "kind is \"a\"). Put this condition under that one. (Parameter 'name')",
            () => new SearchSpace().Choice("kind", "a", "b").When("kind", "a", inner => inner.Integer("depth", 1, 3))
                .When("depth", 2, _ => { }));
        Refused(
            "SearchSpace: option 'x' is there already (x: uniform from 0 to 1). Rename one of them, or put each under another value of the "
            + "same option.",
            () => space.When("kind", "a", inner => inner.Uniform("x", 0, 1)));
        Refused(
            "Study 'empty': space has no options. Add at least one. (Parameter 'space')",
            () => FakeExecutor.Study(new(), name: "empty"));
        Assert.StartsWith(
            "GridSearch: the grid of the space has more than 100000 combinations.",
            Assert.Throws<ArgumentException>(() => new GridSampler(new SearchSpace().Uniform("x", 0, 1).Uniform("y", 0, 1), 1000)).Message,
            StringComparison.Ordinal);
    }

    private static void Refused(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);

    private static IEnumerable<OptionValues> Draw(SearchSpace space, int seed)
    {
        RandomSampler sampler = new(space, seed);
        return Enumerable.Range(0, Draws).Select(trial => sampler[trial]);
    }

    private static T[] Values<T>(SearchSpace space, int seed) => [.. Draw(space, seed).Select(values => values.Get<T>("x"))];

    private static void CheckDistribution(double[] values, Func<double, double> distribution)
    {
        Array.Sort(values);
        var greatest = values.Select((value, i) => Math.Max(
            distribution(value) - ((double)i / values.Length), ((i + 1.0) / values.Length) - distribution(value))).Max();
        Assert.InRange(greatest * Math.Sqrt(values.Length), 0, KolmogorovBound);
    }

    private static void CheckShares<T>(T[] values, Dictionary<T, double> shares)
        where T : notnull
    {
        Assert.Equal(shares.Keys.Order(), values.Distinct().Order());
        foreach (var (value, share) in shares)
        {
            var mean = share * values.Length;
            var deviation = Math.Sqrt(mean * (1 - share)); // Of the binomial distribution.
            Assert.InRange(values.Count(one => one.Equals(value)), mean - (4 * deviation), mean + (4 * deviation));
        }
    }
}
