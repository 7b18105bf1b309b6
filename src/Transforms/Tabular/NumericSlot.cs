using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Tabular;

/// <summary>What was learned of a number; never changes, and so is shared by all cursors.</summary>
/// <param name="Median">What a missing value becomes.</param>
/// <param name="Missing">How many training values were missing.</param>
/// <param name="HasIndicator">Whether a slot tells of missing values.</param>
internal sealed record NumericSlot(double Median, long Missing, bool HasIndicator)
{
    public const int StoredSize = sizeof(double) + sizeof(long) + sizeof(bool);

    /// <summary>The median as it stands in the vector.</summary>
    public float StandIn { get; } = (float)Median;

    public void Save(ModelSaveContext ctx)
    {
        // double: the median
        // long: number of missing training values
        // bool: whether a slot tells of missing values
        ctx.Writer.Write(Median);
        ctx.Writer.Write(Missing);
        ctx.Writer.Write(HasIndicator);
    }

    public static NumericSlot Load(IExceptionContext ectx, ModelLoadContext ctx)
    {
        ctx.Reader.CheckRemaining(ectx, StoredSize, "The median of a column");
        var slot = new NumericSlot(ctx.Reader.ReadDouble(), ctx.Reader.ReadInt64(), ctx.Reader.ReadBoolean());
        ectx.CheckDecode(float.IsFinite(slot.StandIn), "The median of a column is not finite.");
        ectx.CheckDecode(slot.Missing >= 0, "The count of missing values is negative.");
        return slot;
    }
}
