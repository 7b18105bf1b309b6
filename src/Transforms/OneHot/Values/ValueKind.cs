using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.OneHot;

/// <summary>A type of value the encoding reads: how values are told apart, ordered, named and stored.</summary>
internal abstract class ValueKind
{
    private static readonly ValueKind[] _kinds =
    [
        new TextKind(),
        new NumberKind<float>(2, NumberDataViewType.Single),
        new NumberKind<double>(3, NumberDataViewType.Double),
        new NumberKind<sbyte>(4, NumberDataViewType.SByte),
        new NumberKind<byte>(5, NumberDataViewType.Byte),
        new NumberKind<short>(6, NumberDataViewType.Int16),
        new NumberKind<ushort>(7, NumberDataViewType.UInt16),
        new NumberKind<int>(8, NumberDataViewType.Int32),
        new NumberKind<uint>(9, NumberDataViewType.UInt32),
        new NumberKind<long>(10, NumberDataViewType.Int64),
        new NumberKind<ulong>(11, NumberDataViewType.UInt64),
        new BooleanKind(),
    ];

    /// <summary>The type of the values; for keys, whatever their number.</summary>
    public abstract DataViewType Type { get; }

    /// <summary>Stands for the kind in saved models, and so never changes.</summary>
    public abstract byte Code { get; }

    /// <summary>The number of values, if they are known beforehand; otherwise 0.</summary>
    public virtual int DomainSize => 0;

    /// <summary>Whether values of another kind can be encoded as if they were of this one.</summary>
    public virtual bool Accepts(ValueKind other) => other == this;

    /// <summary>Begins to count the values of a column.</summary>
    public abstract ColumnCounter MakeCounter(InputColumn column, DataViewRow row, NaNAwareOneHotEncodingEstimator.Options options);

    /// <summary>Makes what finds a row's slots; for one thread.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row, or the cursor over the rows.</param>
    /// <param name="elements">The categories of each element.</param>
    public abstract SlotReader MakeSlotReader(InputColumn column, DataViewRow row, Categories[] elements);

    /// <summary>Makes the part of an ONNX graph that looks values up.</summary>
    /// <param name="sets">The categories of each element, or those of all of them together.</param>
    /// <exception cref="InvalidOperationException">A graph cannot encode values as they are to be.</exception>
    public abstract OneHotOnnxCodes MakeOnnxCodes(Categories[] sets);

    /// <summary>Reads what <see cref="Categories.Save"/> wrote.</summary>
    public abstract Categories LoadCategories(IExceptionContext ectx, ModelLoadContext ctx, SlotRules rules);

    /// <summary>Writes what belongs to the kind beside its code.</summary>
    public virtual void Save(ModelSaveContext ctx)
    {
    }

    /// <summary>Whether values of a type can be encoded.</summary>
    public static bool Reads(DataViewType itemType, bool isKey)
        => isKey ? KeyKinds.Read(itemType) : Array.Exists(_kinds, kind => kind.Type.Equals(itemType));

    /// <summary>The kind of a column's values, which <see cref="Reads"/> has been asked about.</summary>
    public static ValueKind Of(DataViewSchema.Column column)
        => column.Type.GetItemType() is KeyDataViewType key
            ? KeyKinds.Of(key, column)
            : Array.Find(_kinds, kind => kind.Type.Equals(column.Type.GetItemType()))!;

    /// <summary>Reads a code, and what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">There is no such kind.</exception>
    public static ValueKind Load(IExceptionContext ectx, ModelLoadContext ctx)
    {
        var code = ctx.Reader.ReadByte();
        return Array.Find(_kinds, kind => kind.Code == code) ?? KeyKinds.Load(ectx, ctx, code)
            ?? throw ectx.ExceptDecode("The categories are of a kind this version does not know.");
    }
}
