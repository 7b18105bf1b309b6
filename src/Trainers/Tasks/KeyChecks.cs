using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Trainers.Tasks;

/// <summary>Whether two label columns mean the same classes by their keys.</summary>
internal static class KeyChecks
{
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public static void RequireSame(DataViewSchema.Column label, DataViewSchema.Column other, string whose, IExceptionContext context)
    {
        if (label.Type is not KeyDataViewType key || other.Type is not KeyDataViewType otherKey)
            return;
        var names = ColumnNames.OfKeys(label, key.GetCountAsInt32(context));
        var otherNames = ColumnNames.OfKeys(other, otherKey.GetCountAsInt32(context));
        if (!names.SequenceEqual(otherNames))
        {
            throw context.Except(
                $"Label column '{label.Name}' has the classes {Classes.Quote(names)} in the training data and {Classes.Quote(otherNames)} in {whose}. The keys " +
                "must stand for the same classes in the same order: fit MapValueToKey once, and transform both by it.");
        }
    }
}
