using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>A column to be encoded, as it was in training.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="ElementNames">The names of a vector's elements; null if the column is a scalar.</param>
internal sealed record InputColumn(string Name, ValueKind Kind, string[]? ElementNames)
{
    private const string Part = "The description of an encoded column";

    /// <summary>The number of a vector's elements; null if the column is a scalar.</summary>
    public int? Size => ElementNames?.Length;

    /// <summary>
    /// How many sets of categories the column has: one for each element, or one for all where a slot stands for the same category
    /// whichever element it comes from.
    /// </summary>
    public int NumberOfCategorySets(OneHotEncodingEstimator.OutputKind output) => HasOwnCategories(output) ? Size ?? 1 : 1;

    public static bool HasOwnCategories(OneHotEncodingEstimator.OutputKind output)
        => output is OneHotEncodingEstimator.OutputKind.Indicator or OneHotEncodingEstimator.OutputKind.Binary;

    /// <summary>What a set's values are of, as a message says it.</summary>
    public string Where(int set, OneHotEncodingEstimator.OutputKind output)
        => ElementNames is not null && HasOwnCategories(output)
            ? $"element '{ElementNames[set]}' of input column '{Name}'"
            : $"input column '{Name}'";

    /// <summary>What each element has, of what there is for each or once for all.</summary>
    public T[] PerElement<T>(T[] sets) => sets.Length == (Size ?? 1) ? sets : [.. Enumerable.Repeat(sets[0], Size ?? 1)];

    /// <summary>Makes what reads a vector's elements; for one thread.</summary>
    public VectorReader<T> ReadVector<T>(DataViewRow row)
        => new(row.GetGetter<VBuffer<T>>(row.Schema[Name]), InputColumns.Encoding, Name, Size!.Value);

    public void Save(ModelSaveContext ctx)
    {
        // byte: code of the kind
        // what the kind saves
        // the names of its elements
        ctx.Writer.Write(Kind.Code);
        Kind.Save(ctx);
        VectorElements.SaveNames(ctx, ElementNames);
    }

    public static InputColumn Load(IExceptionContext ectx, ModelLoadContext ctx, string name)
    {
        ctx.Reader.CheckRemaining(ectx, sizeof(byte), Part);
        return new InputColumn(name, ValueKind.Load(ectx, ctx), VectorElements.LoadNames(ectx, ctx));
    }
}
