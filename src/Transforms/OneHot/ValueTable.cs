namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// A number for each of some values. It is asked once for every value of every row: a dictionary would take twice the time.
/// </summary>
internal abstract class ValueTable<T>
{
    /// <summary>The number of a value, if it has one.</summary>
    public abstract bool TryFind(T value, out int number);

    /// <summary>Gives a number to a value that has none yet.</summary>
    public abstract void Add(T value, int number);
}
