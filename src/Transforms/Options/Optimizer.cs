namespace MlNetDl.Trainers;

/// <summary>How a gradient changes the parameters.</summary>
public enum Optimizer
{
    /// <summary>Stochastic gradient descent, with momentum where <c>Momentum</c> is above 0.</summary>
    Sgd = 0,

    /// <summary>
    /// Adam (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1); with decoupled weight decay it is
    /// the same as <see cref="AdamW"/>.
    /// </summary>
    Adam = 1,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization").</summary>
    AdamW = 2,

    /// <summary>RMSProp (Tieleman and Hinton 2012, "Neural Networks for Machine Learning", lecture 6.5), as PyTorch has it.</summary>
    RMSProp = 3,
}
