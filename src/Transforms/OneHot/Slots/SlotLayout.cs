namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Which slot each value has: kept values first, then the infrequent ones together, then missing ones. Without its first category if
/// that is to be dropped; the missing one never is.
/// </summary>
internal sealed class SlotLayout
{
    /// <summary>Stands for a slot where there is none: all zeros.</summary>
    public const int None = -1;

    private readonly int[] _slots;

    /// <param name="infrequent">Of each value, whether it shares a slot with others.</param>
    /// <param name="hasMissing">Whether missing values have a slot.</param>
    /// <param name="dropFirst">Whether the first category is dropped.</param>
    public SlotLayout(bool[] infrequent, bool hasMissing, bool dropFirst)
    {
        _slots = new int[infrequent.Length];
        var next = dropFirst && infrequent.Length > 0 ? None : 0;
        for (var i = 0; i < infrequent.Length; i++)
        {
            if (!infrequent[i])
                _slots[i] = next++;
        }

        HasInfrequent = infrequent.Contains(true);
        Infrequent = HasInfrequent ? next++ : None;
        for (var i = 0; i < infrequent.Length; i++)
        {
            if (infrequent[i])
                _slots[i] = Infrequent;
        }

        Missing = hasMissing ? next++ : None;
        Width = next;
    }

    /// <summary>The slot of each value.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    /// <summary>Whether there are infrequent values; if they were dropped, they have no slot.</summary>
    public bool HasInfrequent { get; }

    /// <summary>The slot of infrequent values.</summary>
    public int Infrequent { get; }

    /// <summary>The slot of missing values.</summary>
    public int Missing { get; }

    /// <summary>The number of slots.</summary>
    public int Width { get; }
}
