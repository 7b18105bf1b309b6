namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Keeps a number, not 0, with each of some values. It is asked once for every value of every row: a dictionary would take twice the time.
/// </summary>
internal abstract class ValueTable<T>
{
    /// <summary>The number kept with a value, to be read or changed; a null reference if there is none.</summary>
    public abstract ref long Find(T value);

    /// <summary>Takes in a value that is not there yet.</summary>
    public abstract void Add(T value, long number);
}
