namespace MlNetDl.ModelSelection;

/// <summary>How much of a resource a trial may use.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Amount">How much of it; at least 1.</param>
public sealed record TrialBudget(HalvingResource Resource, int Amount)
{
    /// <summary>As it is read: <c>27 epochs</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Amount} {(Resource == HalvingResource.Epochs ? "epochs" : "rows")}");
}
