namespace MlNetDl.Trainers.Network;

/// <summary>Rows as the first layer reads them.</summary>
internal interface IInputRows
{
    /// <summary>The dense columns of a row, see <see cref="InputColumns.Dense"/>.</summary>
    ReadOnlySpan<float> Dense(int row);

    /// <summary>What a row gathers, see <see cref="InputColumns.Gathered"/>.</summary>
    ReadOnlySpan<GatheredInput> Gathered(int row);
}

/// <summary>One of the vectors that a row adds up.</summary>
/// <param name="Vector">Which.</param>
/// <param name="Value">What it is multiplied by.</param>
internal readonly record struct GatheredInput(int Vector, float Value);
