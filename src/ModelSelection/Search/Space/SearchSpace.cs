using System.Globalization;
using System.Text.Json;
using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <summary>The options that a search varies, and the values that each may have.</summary>
/// <example>
/// <code>
/// var space = new SearchSpace()
///     .LogUniform("LearningRate", 1e-4, 1e-1)
///     .Choice&lt;int[]&gt;("HiddenLayers", [64], [128, 128])
///     .Choice("Optimizer", Optimizer.Adam, Optimizer.Sgd)
///     .When("Optimizer", Optimizer.Sgd, sgd => sgd.Uniform("Momentum", 0, 0.99));
/// </code>
/// </example>
/// <remarks>Each method adds to this space and returns it. A study takes the options that are there when it is made.</remarks>
public sealed class SearchSpace
{
    private readonly List<SearchedOption> _options;
    private readonly Condition[] _conditions;

    /// <summary>Makes a space without options.</summary>
    public SearchSpace()
        : this([], [])
    {
    }

    private SearchSpace(List<SearchedOption> options, Condition[] conditions)
    {
        _options = options;
        _conditions = conditions;
    }

    internal IReadOnlyList<SearchedOption> Options => _options;

    /// <summary>Adds a real number, every part of the range as likely as another of its length.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="minimum">The least value; finite.</param>
    /// <param name="maximum">The greatest value; finite, at least <paramref name="minimum"/>.</param>
    /// <remarks>Values are rounded to nine digits.</remarks>
    /// <exception cref="ArgumentException">The name is taken, or the range is none.</exception>
    public SearchSpace Uniform(string name, double minimum, double maximum)
    {
        CheckRange(name, minimum, maximum, double.IsFinite(minimum) && double.IsFinite(maximum), "finite");
        return Add(new RealOption(name, minimum, maximum, isLogarithmic: false, _conditions));
    }

    /// <summary>Adds a real number whose logarithm is uniform: each power of ten is as likely as the other.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="minimum">The least value; finite, above 0.</param>
    /// <param name="maximum">The greatest value; finite, at least <paramref name="minimum"/>.</param>
    /// <remarks>Values are rounded to nine digits.</remarks>
    /// <exception cref="ArgumentException">The name is taken, or the range is none.</exception>
    public SearchSpace LogUniform(string name, double minimum, double maximum)
    {
        CheckRange(name, minimum, maximum, minimum > 0 && double.IsFinite(maximum), "finite and above 0");
        return Add(new RealOption(name, minimum, maximum, isLogarithmic: true, _conditions));
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value, included; at least <paramref name="minimum"/>.</param>
    /// <param name="logarithmic">
    /// Whether its logarithm is uniform, that is whether k has the probability of log((k + 1) / k), in units of the whole; from 1 then.
    /// </param>
    /// <exception cref="ArgumentException">The name is taken, or the range is none.</exception>
    public SearchSpace Integer(string name, int minimum, int maximum, bool logarithmic = false)
    {
        CheckRange(name, minimum, maximum, !logarithmic || minimum > 0, "above 0, since the range is logarithmic");
        return Add(new IntegerOption(name, minimum, maximum, logarithmic, _conditions));
    }

    /// <summary>Adds one of some values, each as likely as the other.</summary>
    /// <typeparam name="T">
    /// A number, text, Boolean, enumeration, or array or tuple of these: what System.Text.Json writes and reads again unchanged.
    /// </typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="values">The values, at least one, each once.</param>
    /// <exception cref="ArgumentException">The name is taken, there is no value, or one is there twice.</exception>
    public SearchSpace Choice<T>(string name, params T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        JsonElement[] elements = [.. values.Select(value => Plain(name, value))];
        if (elements.Length == 0)
            throw new ArgumentException($"SearchSpace: option '{name}' has no values to choose from. Give at least one.", nameof(values));
        if (elements.GroupBy(value => value.GetRawText()).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new ArgumentException(
                $"SearchSpace: option '{name}' has the value {doubled.Key} {doubled.Count()} times. Give each value once.", nameof(values));
        }

        return Add(new ChoiceOption(name, elements, _conditions));
    }

    /// <summary>Adds options that have a value only where another one, a choice or an integer, has a certain value.</summary>
    /// <typeparam name="T">The type of that value.</typeparam>
    /// <param name="name">The name of the other option, which is there already.</param>
    /// <param name="value">One of its values.</param>
    /// <param name="add">
    /// Adds the options, and further conditions, to the space it is given. A name may return under another value of the same option.
    /// </param>
    /// <exception cref="ArgumentException">There is no such option here, or it never has this value.</exception>
    public SearchSpace When<T>(string name, T value, Action<SearchSpace> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        var wanted = Plain(name, value);
        SearchedOption[] others = [.. _options.Where(option => option.Name == name && option.Conditions.All(IsGiven))];
        if (others.Length == 0)
        {
            throw new ArgumentException(
                $"SearchSpace: a condition is on option '{name}', "
                + (_options.Find(option => option.Name == name) is { } conditional
                    ? $"which is there only under another condition ({conditional}). Put this condition under that one."
                    : $"which is not there. Add that option first; there are: {Names()}."),
                nameof(name));
        }

        if (!others.Any(option => option.Allows(wanted)))
        {
            throw new ArgumentException(
                $"SearchSpace: a condition is that option '{name}' is {wanted.GetRawText()}, but it is {others[0].Describe()}. "
                + "Name one of the values of a choice or an integer.", nameof(value));
        }

        add(new SearchSpace(_options, [.. _conditions, new Condition(name, wanted)]));
        return this;

        bool IsGiven(Condition condition) => _conditions.Any(own => own.ToString() == condition.ToString());
    }

    /// <summary>A line an option.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _options);

    /// <summary>The options as they are now, which later additions do not change.</summary>
    internal SearchSpace Copy() => new([.. _options], []);

    /// <summary>The values at a point of the space.</summary>
    /// <param name="quantile">Of an option, by its name.</param>
    internal OptionValues At(Func<string, double> quantile)
    {
        OptionValues values = new([]);
        foreach (var option in _options.Where(option => option.IsActive(values)))
            values = With(values, option.Name, option.At(quantile(option.Name)));
        return values;
    }

    /// <summary>The grid over the space, the last option changing fastest.</summary>
    internal IEnumerable<OptionValues> Grid(int pointsPerRange) => Grid(new([]), 0, pointsPerRange);

    /// <summary>Whether all combinations of values can be counted.</summary>
    internal bool IsFinite => _options.All(option => option.Count is not null);

    private IEnumerable<OptionValues> Grid(OptionValues values, int next, int pointsPerRange)
    {
        while (next < _options.Count && !_options[next].IsActive(values))
            next++;
        if (next == _options.Count)
            return [values];
        var option = _options[next];
        return option.Grid(pointsPerRange).SelectMany(value => Grid(With(values, option.Name, value), next + 1, pointsPerRange));
    }

    private static OptionValues With(OptionValues values, string name, JsonElement value) =>
        new([.. values.Pairs, KeyValuePair.Create(name, value)]);

    private SearchSpace Add(SearchedOption added)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(added.Name);
        if (_options.FirstOrDefault(option => option.Name == added.Name && !AreExclusive(option, added)) is { } taken)
        {
            throw new ArgumentException(
                $"SearchSpace: option '{added.Name}' is there already ({taken}). Rename one of them, or put each under another value of "
                + "the same option.");
        }

        _options.Add(added);
        return this;
    }

    /// <summary>A value as it travels.</summary>
    /// <exception cref="ArgumentException">It would not come back as it was.</exception>
    private static JsonElement Plain<T>(string name, T value)
    {
        try
        {
            var element = PlainJson.Element(value);
            if (Condition.Same(element, PlainJson.Element(element.Deserialize<T>(PlainJson.Options))))
                return element;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw NotPlain(error);
        }

        throw NotPlain(null);

        ArgumentException NotPlain(Exception? inner) => new(
            $"SearchSpace: option '{name}' has the value '{value}' of type {typeof(T).Name}, which System.Text.Json cannot write and read "
            + "again. Choose among numbers, texts, Booleans, enumerations or arrays of these, by a name for instance.",
            nameof(value), inner);
    }

    private static bool AreExclusive(SearchedOption one, SearchedOption other) =>
        one.Conditions.Any(condition => other.Conditions.Any(condition.Excludes));

    private static void CheckRange(string name, double minimum, double maximum, bool holds, string requirement)
    {
        if (!holds || !(minimum <= maximum))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"SearchSpace: option '{name}' is from {minimum} to {maximum}; both must be {requirement}, the first at most the second."));
        }
    }

    private string Names() => _options.Count == 0 ? "none" : string.Join(", ", _options.Select(option => option.Name).Distinct());
}
