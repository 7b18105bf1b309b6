using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>The parameters a network starts from.</summary>
/// <remarks>
/// Weights of hidden layers are normal with mean 0. Their variance is 2 / inputs before ReLU and its smooth relatives GELU and
/// SiLU, and 2 / ((1 + a^2) inputs) before LeakyReLU of slope a (He et al. 2015, "Delving Deep into Rectifiers", eq. 10 and 15);
/// it is 2 / (inputs + units) before Sigmoid, Tanh and Identity (Glorot and Bengio 2010, "Understanding the difficulty of
/// training deep feedforward neural networks", eq. 12, also called Xavier). Their biases are uniform between -1 and 1 over the
/// square root of the inputs. The output layer starts at zero: every class is equally likely at first. Scales of
/// normalized layers start at 1, and so do their running variances. Where there are several members, each input is multiplied by 1 or -1
/// at random at first, which makes them differ (Gorishniy, Kotelnikov, Babenko 2024, "TabM", section 3.3).
/// </remarks>
internal static class ParameterInitializer
{
    public static void Fill(Span<float> parameters, NetworkArchitecture architecture, ParameterLayout layout, Random random)
    {
        parameters.Clear();
        for (var l = 0; l < architecture.Layers.Length - 1; l++)
        {
            var layer = architecture.Layers[l];
            FillNormal(parameters.Slice(layout.Weights(l), layer.Units * layer.Inputs), Math.Sqrt(Variance(layer)), random);
            for (var member = 0; member < architecture.Members; member++)
                FillUniform(parameters.Slice(layout.Bias(l, member), layer.Units), 1 / Math.Sqrt(layer.Inputs), random);
            if (layer.IsNormalized)
            {
                parameters.Slice(layout.Scale(l), layer.Units).Fill(1);
                parameters.Slice(layout.Variance(l), layer.Units).Fill(1);
            }
        }

        for (var member = 0; architecture.Members > 1 && member < architecture.Members; member++)
        {
            foreach (ref var factor in parameters.Slice(layout.InputVector(member), architecture.Columns.Count))
                factor = (2 * random.Next(2)) - 1;
        }
    }

    private static double Variance(LayerSpec layer) => layer.Activation switch
    {
        Activation.ReLU or Activation.GELU or Activation.SiLU => 2.0 / layer.Inputs,
        Activation.LeakyReLU =>
            2 / ((1 + (ActivationFunctions.LeakySlope * ActivationFunctions.LeakySlope)) * (double)layer.Inputs),
        _ => 2.0 / (layer.Inputs + layer.Units),
    };

    /// <summary>Normal numbers in pairs, by the method of Box and Muller (1958).</summary>
    private static void FillNormal(Span<float> values, double deviation, Random random)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length)
                values[i + 1] = (float)(radius * sine);
        }
    }

    private static void FillUniform(Span<float> values, double bound, Random random)
    {
        foreach (ref var value in values)
            value = (float)(bound * ((2 * random.NextDouble()) - 1));
    }
}
