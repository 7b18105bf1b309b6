namespace MlNetDl.Trainers;

/// <summary>How weight decay, lambda, makes weights small. Biases and normalization parameters never decay.</summary>
public enum WeightDecayForm
{
    /// <summary>
    /// Each step first multiplies the weights by 1 - learning rate * lambda (Loshchilov and Hutter 2019, "Decoupled Weight Decay
    /// Regularization").
    /// </summary>
    Decoupled = 0,

    /// <summary>
    /// The penalty lambda / 2 * the sum of the squared weights is part of what is minimized: lambda * w is added to the gradient
    /// (Krogh and Hertz 1992, "A Simple Weight Decay Can Improve Generalization").
    /// </summary>
    Coupled = 1,

    /// <summary>
    /// Coupled, with lambda times the mean loss of the last batches (so much of it as is new: a hundredth a step) for lambda. Where the
    /// loss is the likelihood of noise of unknown size, this is a prior on weights whose strength does not depend on that size.
    /// </summary>
    Relative = 2,
}
