namespace MlNetDl.Transforms.Tabular;

/// <summary>Learns what there is to be known of a column while a cursor moves over the rows.</summary>
internal abstract class ColumnLearner
{
    /// <param name="rows">How many rows were taken in.</param>
    /// <param name="warn">Takes what the user should know.</param>
    /// <exception cref="InvalidOperationException">The column can be no feature.</exception>
    public abstract FeatureBlock Learn(long rows, Action<string> warn);
}
