namespace MlNetDl.ModelSelection;

/// <summary>What a pipeline is built for: the options of a trial, and the epochs that it may train.</summary>
public sealed class Trial
{
    internal Trial(int number, OptionValues options, int? epochs)
    {
        Number = number;
        Options = options;
        Epochs = epochs;
    }

    /// <summary>The trial's number, from 0.</summary>
    public int Number { get; }

    /// <summary>Its options.</summary>
    public OptionValues Options { get; }

    /// <summary>
    /// How many epochs it may train; null unless <see cref="SearchOptions.Halving"/> is of epochs. A pipeline that disregards it makes
    /// halving take as long as a search without.
    /// </summary>
    public int? Epochs { get; }

    /// <summary>The value of an option, as <see cref="OptionValues.Get{T}(string)"/>.</summary>
    /// <typeparam name="T">What the value is wanted as.</typeparam>
    public T Get<T>(string name) => Options.Get<T>(name);

    /// <summary>The value of an option that a condition may have left out, as <see cref="OptionValues.Get{T}(string, T)"/>.</summary>
    /// <typeparam name="T">What the value is wanted as.</typeparam>
    public T Get<T>(string name, T otherwise) => Options.Get(name, otherwise);
}
