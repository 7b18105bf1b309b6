using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;

namespace MlNetDl.Trainers.Tasks;

/// <summary>What multiclass classification asks of the label, and the columns it gives.</summary>
internal static class MulticlassTask
{
    /// <summary>What the label must be, and how to get there.</summary>
    public const string LabelRequirement =
        "a key, one value a class. Append mlContext.Transforms.Conversion.MapValueToKey for it before the trainer";

    public static SchemaShape.Column Label(string name) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true);

    public static SchemaShape.Column[] OutputColumns(SchemaShape inputSchema, string labelColumn)
    {
        inputSchema.TryFindColumn(labelColumn, out var label);
        var predictedLabel = new SchemaShape(label.Annotations
            .Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)
            .Concat(AnnotationUtils.GetTrainerOutputAnnotation()));
        return
        [
            new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false,
                new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
            new(DefaultColumnNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, predictedLabel),
        ];
    }

    /// <summary>The number of classes, that of the key's values; two of them at least must be in the data.</summary>
    public static int CountClasses(DataViewSchema.Column label, TrainingSet data, IExceptionContext context)
    {
        var first = data.Targets[0];
        if (data.Targets.All(target => target == first))
        {
            throw context.Except(
                $"Label column '{label.Name}' has one class only in the {data.Rows} training rows, {ClassName(label, (int)first)}; " +
                "there must be two at least. Train on data with rows of every class.");
        }

        return ((KeyDataViewType)label.Type).GetCountAsInt32(context);
    }

    private static string ClassName(DataViewSchema.Column label, int index)
    {
        if (label.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            label.GetKeyValues(ref names);
            return $"'{names.GetItemOrDefault(index)}'";
        }

        return $"key {index + 1}";
    }
}
