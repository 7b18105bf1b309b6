using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// What the encoding learned of one column: its categories, sorted, each with a slot of its own; the slot after them is
/// that of missing values. Never changes, and so is shared by all cursors.
/// </summary>
internal abstract class Categories
{
    /// <summary>Given instead of a slot for a value that is no category.</summary>
    public const int Unseen = -1;

    private protected const string Part = "The one-hot encoding";

    public abstract ValueKind Kind { get; }

    /// <summary>The number of slots.</summary>
    public abstract int Width { get; }

    /// <summary>What the slots stand for, in their order, without the missing one.</summary>
    public abstract IEnumerable<string> Labels { get; }

    /// <summary>Makes a function that gives the current row's slot, or <see cref="Unseen"/>; for one thread.</summary>
    public abstract Func<int> MakeSlotGetter(DataViewRow row, DataViewSchema.Column column);

    public abstract void Save(ModelSaveContext ctx);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">It did not write that.</exception>
    public static Categories Load(IExceptionContext ectx, ModelLoadContext ctx)
    {
        ctx.Reader.CheckRemaining(ectx, sizeof(byte), Part);
        var kind = ValueKind.For(ctx.Reader.ReadByte());
        ectx.CheckDecode(kind is not null, "The categories are of a kind this version does not know.");
        return kind!.Load(ectx, ctx);
    }
}

internal sealed class Categories<T> : Categories where T : notnull
{
    private readonly ValueKind<T> _kind;
    private readonly T[] _values;
    private readonly Dictionary<T, int> _slots;

    /// <param name="kind">The kind of the values.</param>
    /// <param name="values">The categories, sorted, each once, none missing.</param>
    public Categories(ValueKind<T> kind, T[] values)
    {
        _kind = kind;
        _values = values;
        _slots = new Dictionary<T, int>(values.Length, kind.Equality);
        for (var i = 0; i < values.Length; i++)
            _slots.Add(values[i], i);
    }

    public override ValueKind Kind => _kind;

    public override int Width => _values.Length + 1;

    public override IEnumerable<string> Labels => _values.Select(_kind.Label);

    public override Func<int> MakeSlotGetter(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getter(ref value);
            return _kind.IsMissing(value) ? _values.Length : _slots.GetValueOrDefault(value, Unseen);
        };
    }

    public override void Save(ModelSaveContext ctx)
    {
        // byte: code of the kind
        // int: number of categories
        // the categories, in order
        ctx.Writer.Write(_kind.Code);
        ctx.Writer.Write(_values.Length);
        foreach (var value in _values)
            _kind.Write(ctx, value);
    }

    public static Categories<T> Load(IExceptionContext ectx, ModelLoadContext ctx, ValueKind<T> kind)
    {
        ctx.Reader.CheckRemaining(ectx, sizeof(int), Part);
        var count = ctx.Reader.ReadInt32();
        ectx.CheckDecode(count >= 0, "A number of categories is negative.");
        ctx.Reader.CheckRemaining(ectx, (long)count * kind.StoredSize, Part);

        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            var value = kind.Read(ctx);
            ectx.CheckDecode(!kind.IsMissing(value) && (i == 0 || kind.Compare(values[i - 1], value) < 0),
                "The categories are not sorted, or one is missing.");
            values[i] = kind.Keep(value);
        }

        return new Categories<T>(kind, values);
    }
}
