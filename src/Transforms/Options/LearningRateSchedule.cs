namespace MlNetDl.Trainers;

/// <summary>How the learning rate changes from step to step.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays what it is.</summary>
    Constant = 0,

    /// <summary>It is multiplied by <c>LearningRateDecay</c> every <c>LearningRateStepEpochs</c> epochs.</summary>
    Step = 1,

    /// <summary>
    /// It falls to zero along half a cosine (Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts",
    /// eq. 5, without restarts).
    /// </summary>
    Cosine = 2,

    /// <summary>
    /// It rises from a 25th along half a cosine for three tenths of the steps, then falls to a 250,000th (Smith and Topin 2018,
    /// "Super-Convergence"; the figures are PyTorch's).
    /// </summary>
    OneCycle = 3,

    /// <summary>
    /// It is multiplied by <c>LearningRateDecay</c> when the loss, of the validation rows where there are any, has not improved by
    /// a ten-thousandth of itself for more than <c>PlateauPatience</c> epochs.
    /// </summary>
    ReduceOnPlateau = 4,
}
