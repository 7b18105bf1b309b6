namespace MlNetDl.Tests.Options;

/// <summary>What shows that an option is heeded: in a context in which it matters, each value makes something else come out.</summary>
/// <param name="option">The option's name.</param>
/// <param name="values">
/// Values for it, or functions that make one for a fit. What each makes come out must differ from what the others do, and from what
/// comes out when the option is left as it is.
/// </param>
internal sealed class OptionEffect(string option, params object[] values)
{
    /// <summary>The option's name.</summary>
    public string Option => option;

    /// <summary>In which case, where an option has several.</summary>
    public string Case { get; init; } = "";

    /// <summary>The trainers whose option it is.</summary>
    public string[] Trainers { get; init; } = OptionTrainers.All;

    /// <summary>Makes the context in which the option matters.</summary>
    public Action<OptionFit> Context { get; init; } = _ => { };

    /// <summary>What comes out; if nothing else is said, the weights.</summary>
    public Func<OptionFit, string> Observed { get; init; } = fit => fit.Weights();

    public override string ToString() => Case.Length > 0 ? $"{option} {Case}" : option;

    /// <summary>What comes out of the context alone, without the option.</summary>
    public string OutcomeWithout(string trainer) => Outcome(trainer, _ => { });

    /// <summary>What comes out with each value.</summary>
    public IEnumerable<(string Value, string Outcome)> OutcomesWith(string trainer) =>
        values.Select(value => (Describe(value), Outcome(trainer, fit => Set(fit, value))));

    private void Set(OptionFit fit, object value) => fit.Options.GetType().GetProperty(option)!
        .SetValue(fit.Options, value is Func<OptionFit, object> make ? make(fit) : value);

    private static string Describe(object value) => value switch
    {
        Func<OptionFit, object> => "one made for the fit",
        Array numbers => $"[{string.Join(", ", numbers.Cast<object>())}]",
        _ => value.ToString()!,
    };

    private string Outcome(string trainer, Action<OptionFit> set)
    {
        using var fit = new OptionFit(trainer);
        Context(fit);
        set(fit);
        return Observed(fit.Run());
    }
}
