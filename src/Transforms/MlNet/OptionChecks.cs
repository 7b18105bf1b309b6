using System.Globalization;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Collects what is wrong with a component's options, so that all of it is told at once.</summary>
internal sealed class OptionChecks(string component)
{
    private readonly List<string> _violations = [];
    private readonly HashSet<string> _violated = [];

    /// <summary>Requires something of an option; of several requirements that do not hold the first is told.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="requirement">What is required, after "it must be".</param>
    public OptionChecks Require(bool holds, string option, object? value, string requirement)
    {
        if (!holds && _violated.Add(option))
            _violations.Add($"{component}: {option} is {Describe(value)}; it must be {requirement}.");
        return this;
    }

    /// <summary>Requires that a value is one of its enumeration's.</summary>
    public OptionChecks RequireDefined<T>(T value, string option)
        where T : struct, Enum =>
        Require(Enum.IsDefined(value), option, value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>Requires that a value is one of its enumeration's, or null.</summary>
    public OptionChecks RequireDefined<T>(T? value, string option)
        where T : struct, Enum =>
        Require(value is null || Enum.IsDefined(value.Value), option, value, $"one of {string.Join(", ", Enum.GetNames<T>())}, or null");

    /// <exception cref="ArgumentOutOfRangeException">Something is wrong; a line for each option.</exception>
    public void ThrowIfViolated(string parameter)
    {
        if (_violations.Count > 0)
            throw new ArgumentOutOfRangeException(parameter, string.Join(Environment.NewLine, _violations));
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        int[] numbers => $"[{string.Join(", ", numbers)}]",
        float[] numbers => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
