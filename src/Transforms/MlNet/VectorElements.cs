using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Transforms.MlNet;

/// <summary>The names of a vector column's elements, of which an encoding names its slots; null stands for a scalar column.</summary>
internal static class VectorElements
{
    public static string[]? NamesOf(DataViewSchema.Column column)
        => column.Type is VectorDataViewType vector ? ColumnNames.OfSlots(column, vector.Size) : null;

    /// <summary>Whether elements were named, and not just numbered, and are named otherwise now, or in another order.</summary>
    public static bool NamesDiffer(string[]? learned, string[]? found)
        => AreNames(learned) && AreNames(found) && !learned!.SequenceEqual(found!);

    public static void SaveNames(ModelSaveContext ctx, string[]? names)
    {
        // bool: whether the column is a vector
        // for a vector: int: number of elements; the name of each
        ctx.Writer.Write(names is not null);
        if (names is null)
            return;

        ctx.Writer.Write(names.Length);
        foreach (var name in names)
            ctx.SaveNonEmptyString(name);
    }

    public static string[]? LoadNames(IExceptionContext ectx, ModelLoadContext ctx)
    {
        const string part = "The description of an encoded column";
        ctx.Reader.CheckRemaining(ectx, sizeof(bool), part);
        if (!ctx.Reader.ReadBoolean())
            return null;

        var names = new string[ctx.Reader.ReadCount(ectx, sizeof(int), part, minimum: 1)];
        for (var i = 0; i < names.Length; i++)
            names[i] = ctx.LoadNonEmptyString();
        return names;
    }

    private static bool AreNames(string[]? names)
        => names?.Index().Any(element => element.Item != ColumnNames.OfSlot(element.Index)) ?? false;
}
