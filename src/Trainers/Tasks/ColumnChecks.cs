using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Trainers.Tasks;

/// <summary>Whether two columns, of the training data and of other data or a model, mean the same.</summary>
internal static class ColumnChecks
{
    /// <summary>Requires that the keys of two label columns stand for the same classes.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public static void RequireSameClasses(DataViewSchema.Column label, DataViewSchema.Column other, string whose, IExceptionContext context)
    {
        if (label.Type is not KeyDataViewType key || other.Type is not KeyDataViewType otherKey)
            return;
        var names = ColumnNames.OfKeys(label, key.GetCountAsInt32(context));
        var otherNames = ColumnNames.OfKeys(other, otherKey.GetCountAsInt32(context));
        if (!names.SequenceEqual(otherNames))
        {
            throw context.Except(
                $"Label column '{label.Name}' has the classes {Classes.Quote(names)} in the training data and " +
                $"{Classes.Quote(otherNames)} in {whose}. " +
                "The keys must stand for the same classes in the same order: fit MapValueToKey once, and transform both by it.");
        }
    }

    /// <summary>Requires that the slots of two feature columns of equal size have the same names, where both have names.</summary>
    /// <exception cref="InvalidOperationException">They have not.</exception>
    public static void RequireSameSlots(DataViewSchema.Column features, DataViewSchema.Column other, string whose,
        IExceptionContext context)
    {
        var size = ((VectorDataViewType)features.Type).Size;
        if (!features.HasSlotNames(size) || !other.HasSlotNames(size))
            return;
        foreach (var (slot, (name, otherName)) in ColumnNames.OfSlots(features, size).Zip(ColumnNames.OfSlots(other, size)).Index())
        {
            if (name != otherName)
            {
                throw context.Except(
                    $"Feature column '{features.Name}' has '{name}' in slot {slot} of the training data and '{otherName}' in that " +
                    $"of {whose}. The " +
                    "slots must be the same in the same order: make both by the same pipeline.");
            }
        }
    }
}
