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

    /// <summary>Leaky rectified linear unit, f(z) = z above 0 and z / 100 below (Maas, Hannun, Ng 2013).</summary>
    LeakyReLU = 4,

    /// <summary>
    /// Gaussian error linear unit, f(z) = z * Phi(z) with the distribution function of the standard normal distribution
    /// (Hendrycks and Gimpel 2016).
    /// </summary>
    GELU = 5,

    /// <summary>Sigmoid linear unit, also called swish, f(z) = z / (1 + exp(-z)) (Elfwing, Uchibe, Doya 2018).</summary>
    SiLU = 6,
}
