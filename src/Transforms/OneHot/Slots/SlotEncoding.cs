using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Makes an encoded column's values of the slots of a row's elements, and finds the slots in the values again.</summary>
internal abstract class SlotEncoding
{
    public static SlotEncoding Make(OneHotEncodingEstimator.OutputKind kind, SlotBlocks blocks) => kind switch
    {
        OneHotEncodingEstimator.OutputKind.Indicator => new IndicatorEncoding(blocks),
        OneHotEncodingEstimator.OutputKind.Bag => new BagEncoding(blocks),
        OneHotEncodingEstimator.OutputKind.Key => new KeyEncoding(blocks),
        OneHotEncodingEstimator.OutputKind.Binary => new BinaryEncoding(blocks),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What is known of an encoded column before anything is learned.</summary>
    public static SchemaShape.Column Shape(string name, OneHotEncodingEstimator.OutputKind kind, bool isVector)
    {
        const SchemaShape.Column.VectorKind scalar = SchemaShape.Column.VectorKind.Scalar, vector = SchemaShape.Column.VectorKind.Vector;
        var isBag = kind == OneHotEncodingEstimator.OutputKind.Bag && isVector;
        SchemaShape.Column slotNames = new(AnnotationUtils.Kinds.SlotNames, vector, TextDataViewType.Instance, isKey: false);
        SchemaShape.Column keyValues = new(AnnotationUtils.Kinds.KeyValues, vector, TextDataViewType.Instance, isKey: false);
        SchemaShape.Column ranges = new(AnnotationUtils.Kinds.CategoricalSlotRanges, vector, NumberDataViewType.Int32, isKey: false);
        SchemaShape.Column normalized = new(AnnotationUtils.Kinds.IsNormalized, scalar, BooleanDataViewType.Instance, isKey: false);
        return kind switch
        {
            OneHotEncodingEstimator.OutputKind.Key
                => new(name, isVector ? vector : scalar, NumberDataViewType.UInt32, isKey: true, new SchemaShape([keyValues])),
            OneHotEncodingEstimator.OutputKind.Binary => Single(slotNames, normalized),
            _ when isBag => Single(slotNames),
            _ => Single(slotNames, ranges, normalized),
        };

        SchemaShape.Column Single(params SchemaShape.Column[] annotations)
            => new(name, vector, NumberDataViewType.Single, isKey: false, new SchemaShape(annotations));
    }

    /// <summary>The type of the values.</summary>
    public abstract DataViewType Type { get; }

    /// <summary>Adds what there is to be known of the column.</summary>
    /// <param name="annotations">Where it is added.</param>
    /// <param name="names">Gives the names of the categories' slots; called when first needed.</param>
    public abstract void Annotate(DataViewSchema.Annotations.Builder annotations, Func<string[]> names);

    /// <summary>Makes the getter of the values; for one thread.</summary>
    public abstract Delegate MakeGetter(SlotReader reader);

    /// <summary>The slots of the elements, counted from each one's first, that a vector was made of.</summary>
    /// <exception cref="ArgumentException">It was made of none.</exception>
    public abstract int[] Decode(VBuffer<float> encoded);
}
