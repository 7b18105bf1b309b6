namespace MlNetDl.Trainers;

/// <summary>What can go wrong in training.</summary>
public enum TrainingFindingKind
{
    /// <summary>The learning rate is so high that the training loss rises.</summary>
    LearningRateTooHigh = 0,

    /// <summary>The norm of the gradient grows beyond bounds.</summary>
    ExplodingGradients = 1,

    /// <summary>Most hidden units get no gradient: ReLUs that are zero for every row.</summary>
    DeadUnits = 2,

    /// <summary>The gradient is lost on its way from the last hidden layer to the first.</summary>
    VanishingGradients = 3,

    /// <summary>The learning rate is too low, or the epochs too few, for the network to get where it was going.</summary>
    LearningRateTooLow = 4,

    /// <summary>The loss on the validation rows rises while the loss on the training rows falls.</summary>
    Overfitting = 5,
}
