namespace MlNetDl.ModelSelection;

/// <summary>What a trial that may be hopeless gets little of.</summary>
public enum HalvingResource
{
    /// <summary>Epochs: the pipeline takes their number from <see cref="Trial.Epochs"/>.</summary>
    Epochs = 0,

    /// <summary>
    /// Training rows: the pipeline is fitted on so many of them, drawn at random, with the shares of the classes where the folds are
    /// stratified; its own argument says nothing of them.
    /// </summary>
    Rows = 1,
}
