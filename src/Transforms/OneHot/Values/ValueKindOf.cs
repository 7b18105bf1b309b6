using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.OneHot;

/// <typeparam name="T">The type of the values in the data view.</typeparam>
internal abstract class ValueKind<T> : ValueKind, IComparer<T> where T : notnull
{
    /// <summary>Tells values apart; null stands for the type's own equality.</summary>
    public virtual IEqualityComparer<T>? Equality => null;

    /// <summary>Makes an empty table of values.</summary>
    /// <param name="capacity">How many there will be, as far as is known.</param>
    public abstract ValueTable<T> MakeTable(int capacity);

    /// <summary>The values, in order, if they are known beforehand.</summary>
    public virtual T[]? Domain => null;

    /// <summary>The bytes one value takes in the body of a saved model.</summary>
    public abstract int StoredSize { get; }

    public abstract bool IsMissing(T value);

    /// <summary>The order of the categories.</summary>
    public abstract int Compare(T? x, T? y);

    /// <summary>The value as it is kept: independent of the row it came from, and the same for all that are equal.</summary>
    public virtual T Keep(T value) => value;

    /// <summary>The value as text, the same under every culture.</summary>
    public abstract string Label(T value);

    /// <summary>The value as a user is given it.</summary>
    public virtual object ToObject(T value) => value;

    /// <summary>Reads a value that is written as <see cref="Label"/> does, or could.</summary>
    public abstract bool TryParse(string text, out T value);

    /// <summary>Whether a value is one of the texts that stand for missing ones.</summary>
    public virtual Func<T, bool> TokenTest(MissingTokens tokens)
    {
        var values = new HashSet<T>(Equality);
        foreach (var text in tokens.Texts)
        {
            if (TryParse(text, out var value))
                values.Add(Keep(value));
        }

        return values.Contains;
    }

    /// <summary>The same, by the value's label.</summary>
    protected Func<T, bool> LabelTest(MissingTokens tokens)
    {
        var texts = tokens.Texts.ToHashSet(tokens.Comparer);
        return value => texts.Contains(Label(value));
    }

    public abstract void Write(ModelSaveContext ctx, T value);

    public abstract T Read(ModelLoadContext ctx);

    public sealed override ColumnCounter MakeCounter(InputColumn column, DataViewRow row, NaNAwareOneHotEncodingEstimator.Options options)
        => new ColumnCounter<T>(column, this, row, options);

    public sealed override SlotReader MakeSlotReader(InputColumn column, DataViewRow row, Categories[] elements)
    {
        var categories = Array.ConvertAll(elements, element => (Categories<T>)element);
        return column.Size is null
            ? new ScalarSlotReader<T>(new ScalarReader<T>(row, column), categories[0])
            : new VectorSlotReader<T>(column.ReadVector<T>(row), categories);
    }

    public sealed override OneHotOnnxCodes MakeOnnxCodes(Categories[] sets)
        => new OneHotOnnxCodes<T>(Array.ConvertAll(sets, set => new OneHotOnnxTable<T>((Categories<T>)set)));

    public sealed override Categories LoadCategories(IExceptionContext ectx, ModelLoadContext ctx, SlotRules rules)
        => Categories<T>.Load(ectx, ctx, this, rules);
}
