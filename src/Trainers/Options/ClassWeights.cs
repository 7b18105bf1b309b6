namespace MlNetDl.Trainers;

/// <summary>
/// How much the rows of each class count: <see cref="Balanced"/>, or given by the classes' names as in
/// <c>new ClassWeights { ["cat"] = 2 }</c>. Classes that are not named count 1.
/// </summary>
/// <remarks>
/// A class's name is its key's value as text; where the key has no values, its number from 1; of a Boolean label, <c>true</c> and
/// <c>false</c>. Row weights and class weights are multiplied, and given a mean of 1 over the training rows.
/// </remarks>
public sealed class ClassWeights
{
    private readonly Dictionary<string, float> _weights = new(StringComparer.Ordinal);
    private readonly bool _balanced;

    /// <summary>Makes weights of 1 for all classes, to be given others.</summary>
    public ClassWeights()
    {
    }

    private ClassWeights(bool balanced) => _balanced = balanced;

    /// <summary>
    /// Each class counts the same in total: its rows count rows / (classes * rows of the class), classes without rows not counted
    /// (King and Zeng 2001, "Logistic Regression in Rare Events Data"; scikit-learn's <c>class_weight="balanced"</c>).
    /// </summary>
    public static ClassWeights Balanced { get; } = new(balanced: true);

    /// <summary>The weight of a class; above 0 and finite.</summary>
    /// <param name="className">The class's name.</param>
    /// <exception cref="InvalidOperationException">These are the balanced weights, which are the same for everybody.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public float this[string className]
    {
        get => _weights.TryGetValue(className, out var weight) ? weight : 1;
        set
        {
            if (_balanced)
                throw new InvalidOperationException("ClassWeights.Balanced cannot be changed; make new ClassWeights.");
            if (!(value > 0 && float.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant(
                    $"ClassWeights: the weight of class '{className}' is {value}; it must be above 0 and finite. To leave a class out, ") +
                    "filter its rows.");
            }

            _weights[className] = value;
        }
    }

    internal IReadOnlyCollection<string> Named => _weights.Keys;

    /// <summary>How they are given, such as <c>{ cat: 2 }</c>.</summary>
    public override string ToString() => _balanced
        ? nameof(Balanced)
        : $"{{ {string.Join(", ", _weights.Select(pair => FormattableString.Invariant($"{pair.Key}: {pair.Value}")))} }}";

    /// <summary>The factor of each class's rows.</summary>
    /// <param name="names">The classes' names.</param>
    /// <param name="rowsOfClass">The weight of each class's rows in all.</param>
    internal double[] Resolve(string[] names, double[] rowsOfClass)
    {
        if (!_balanced)
            return [.. names.Select(name => (double)this[name])];
        var present = rowsOfClass.Count(rows => rows > 0);
        var all = rowsOfClass.Sum();
        return [.. rowsOfClass.Select(rows => rows > 0 ? all / (present * rows) : 1)];
    }

    internal ClassWeights Copy()
    {
        var copy = new ClassWeights(_balanced);
        foreach (var (name, weight) in _weights)
            copy._weights.Add(name, weight);
        return copy;
    }
}
