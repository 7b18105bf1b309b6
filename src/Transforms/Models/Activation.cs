// In the trainers' namespace, where a user sets it as an option; in this assembly, since the fitted model applies it.
namespace MlNetDl.Trainers;

/// <summary>The function applied to each unit of a hidden layer.</summary>
public enum Activation
{
    /// <summary>f(z) = z: the layer stays linear.</summary>
    Identity = 0,

    /// <summary>Rectified linear unit, f(z) = max(0, z).</summary>
    ReLU = 1,

    /// <summary>Logistic function, f(z) = 1 / (1 + exp(-z)), between 0 and 1.</summary>
    Sigmoid = 2,

    /// <summary>Hyperbolic tangent, f(z) = tanh(z), between -1 and 1.</summary>
    Tanh = 3,
}
