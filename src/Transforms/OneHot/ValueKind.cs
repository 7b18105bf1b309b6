using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.OneHot;

/// <summary>A type of column the encoding reads: how its values are told apart, ordered, named and stored.</summary>
internal abstract class ValueKind
{
    private static readonly ValueKind[] _all = [new TextKind(), new SingleKind()];

    /// <summary>The type of the columns.</summary>
    public abstract DataViewType Type { get; }

    /// <summary>Stands for the kind in saved models, and so never changes.</summary>
    public abstract byte Code { get; }

    /// <summary>Begins to collect the categories of a column.</summary>
    public abstract CategoryCollector Collect(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Reads what <see cref="Categories.Save"/> wrote after the code.</summary>
    public abstract Categories Load(IExceptionContext ectx, ModelLoadContext ctx);

    /// <summary>The kind that reads a column, or null if none does.</summary>
    public static ValueKind? For(SchemaShape.Column column)
        => column.Kind == SchemaShape.Column.VectorKind.Scalar && !column.IsKey
            ? Array.Find(_all, kind => kind.Type.Equals(column.ItemType))
            : null;

    /// <summary>The kind with a code, or null if there is none.</summary>
    public static ValueKind? For(byte code) => Array.Find(_all, kind => kind.Code == code);
}

/// <typeparam name="T">The type of the values in the data view.</typeparam>
internal abstract class ValueKind<T> : ValueKind, IComparer<T> where T : notnull
{
    /// <summary>Tells categories apart; never asked about missing values.</summary>
    public virtual IEqualityComparer<T> Equality => EqualityComparer<T>.Default;

    /// <summary>The bytes one value takes in the body of a saved model.</summary>
    public abstract int StoredSize { get; }

    public abstract bool IsMissing(T value);

    /// <summary>The order of the categories; never asked about missing values.</summary>
    public abstract int Compare(T? x, T? y);

    /// <summary>The value as it is kept: independent of the row it came from, and the same for all that are equal.</summary>
    public abstract T Keep(T value);

    /// <summary>What a slot's name says of the value, under every culture.</summary>
    public abstract string Label(T value);

    public abstract void Write(ModelSaveContext ctx, T value);

    public abstract T Read(ModelLoadContext ctx);

    public sealed override CategoryCollector Collect(DataViewRow row, DataViewSchema.Column column)
        => new CategoryCollector<T>(this, row.GetGetter<T>(column));

    public sealed override Categories Load(IExceptionContext ectx, ModelLoadContext ctx) => Categories<T>.Load(ectx, ctx, this);
}
