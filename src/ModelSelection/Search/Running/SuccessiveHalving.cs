namespace MlNetDl.ModelSelection;

/// <summary>
/// All trials are run with a small part of a resource, the best of them with more, and so on up to all of it (Jamieson and Talwalkar 2016,
/// "Non-stochastic Best Arm Identification and Hyperparameter Optimization").
/// </summary>
/// <remarks>
/// Every trial of a round is done before the next begins. Promoting trials as they come in would keep more cores busy, but which ones then
/// depended on timing, and no search could be had again. Each trial of a round is fitted anew. With the defaults there are three rounds,
/// each of about a ninth of the epochs that all trials in full would take: a third in all, a little more if the number of trials is no
/// multiple of nine.
/// </remarks>
public sealed class SuccessiveHalving
{
    /// <summary>What trials get little of at first.</summary>
    /// <remarks>Default: <see cref="HalvingResource.Epochs"/>.</remarks>
    public HalvingResource Resource { get; set; } = HalvingResource.Epochs;

    /// <summary>What the trials of the last round get.</summary>
    /// <remarks>
    /// Unit: epochs or rows. Range: at least 1. Default: null, which is all rows of the largest training set; epochs have no default.
    /// </remarks>
    public int? Maximum { get; set; }

    /// <summary>What the trials of the first round get at least.</summary>
    /// <remarks>
    /// Unit: epochs or rows. Range: from 1 to <see cref="Maximum"/>. Default: null, the maximum over the square of <see cref="Factor"/>.
    /// The rounds get the maximum, and a factor less each, as long as it is not below this.
    /// </remarks>
    public int? Minimum { get; set; }

    /// <summary>By how much the resource grows from round to round, and the number of trials shrinks.</summary>
    /// <remarks>Range: at least 2. Default: 3, as in Li et al. 2018, "Hyperband", and in scikit-learn.</remarks>
    public int Factor { get; set; } = 3;
}
