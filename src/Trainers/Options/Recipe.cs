namespace MlNetDl.Trainers;

/// <summary>What kind of training the options and the table come to; what else is left open follows from it.</summary>
/// <param name="IsPiecewiseLinear">Whether numeric features are encoded piecewise linearly too.</param>
/// <param name="Members">The members.</param>
/// <param name="SearchesRegularization">Whether weight decay, dropout and epochs are chosen by folds.</param>
/// <param name="HiddenLayers">The units of the hidden layers.</param>
internal sealed record Recipe(bool IsPiecewiseLinear, int Members, bool SearchesRegularization, IReadOnlyList<int> HiddenLayers)
{
    /// <summary>From so many rows on, one run with pieces and members is as good as an average over folds, or better: docs/accuracy.md.</summary>
    public const int LargeTable = 300;

    /// <summary>From so many rows on several members learn better at a higher learning rate, on fewer worse: docs/accuracy.md.</summary>
    public const int ManyRows = 2000;

    /// <summary>Below so many rows, what a fold of them says is chance.</summary>
    public const int SmallestSearched = 50;

    /// <summary>
    /// The most numeric features that are encoded piecewise linearly unasked. Where there are more, as in pictures, each tells little by
    /// itself, and the network would be mostly their pieces.
    /// </summary>
    public const int MostPiecedSlots = 128;

    /// <summary>The members of a large table's network: docs/accuracy.md.</summary>
    public const int AutoMembers = 4;

    /// <summary>The most pieces of a feature: docs/accuracy.md.</summary>
    public const int Pieces = 48;

    /// <summary>One network on standardized features, as the course has it.</summary>
    public static Recipe Plain { get; } = new(IsPiecewiseLinear: false, Members: 1, SearchesRegularization: false, HiddenLayers: [128, 128]);

    /// <summary>Whether the network has more inputs or members than the plain one, and so needs more of weight decay.</summary>
    public bool IsRich => IsPiecewiseLinear || Members > 1;

    /// <summary>
    /// The hidden layers where the user says nothing. What a row tells of two classes is a bit, and what it tells of a number goes through
    /// one output: members learn that as well with fewer units, in less time; docs/accuracy.md.
    /// </summary>
    public static IReadOnlyList<int> AutoHiddenLayers(TableShape table, int members) =>
        members == 1 ? Plain.HiddenLayers
        : table.IsRegression ? [128, 64]
        : table.Outputs <= 2 ? [64, 32]
        : Plain.HiddenLayers;
}

/// <summary>What a table is like, as far as options are settled by it.</summary>
/// <param name="Rows">The rows that are trained on.</param>
/// <param name="NumericSlots">The feature slots of more than two values.</param>
/// <param name="Outputs">The outputs of a network for it.</param>
/// <param name="IsRegression">Whether the label is a number.</param>
/// <param name="HasValidation">Whether there are validation rows.</param>
internal sealed record TableShape(int Rows, int NumericSlots, int Outputs, bool IsRegression, bool HasValidation = false);
