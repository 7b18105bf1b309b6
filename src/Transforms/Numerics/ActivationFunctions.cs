using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.Numerics;

/// <summary>Values and derivatives of the activations, a vector at a time.</summary>
/// <remarks>
/// Every span is whole vectors long, padding included. So each element takes the same path wherever it stands, and its bits
/// do not depend on how many rows are computed together.
/// </remarks>
internal static class ActivationFunctions
{
    /// <summary>The slope of <see cref="Activation.LeakyReLU"/> below zero.</summary>
    public const float LeakySlope = 0.01f;

    /// <summary>Replaces each z by f(z).</summary>
    public static void Apply(Activation activation, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Identity: break;
            case Activation.ReLU: Apply<ReLU>(values); break;
            case Activation.Sigmoid: Apply<Sigmoid>(values); break;
            case Activation.Tanh: Apply<Tanh>(values); break;
            case Activation.LeakyReLU: Apply<LeakyReLU>(values); break;
            case Activation.GELU: Apply<GELU>(values); break;
            case Activation.SiLU: Apply<SiLU>(values); break;
            default: throw Unknown(activation);
        }
    }

    /// <summary>Replaces each z by f(z) and writes f'(z) beside it.</summary>
    public static void ApplyWithDerivative(Activation activation, Span<float> values, Span<float> derivatives)
    {
        switch (activation)
        {
            case Activation.Identity: derivatives.Fill(1); break;
            case Activation.ReLU: ApplyWithDerivative<ReLU>(values, derivatives); break;
            case Activation.Sigmoid: ApplyWithDerivative<Sigmoid>(values, derivatives); break;
            case Activation.Tanh: ApplyWithDerivative<Tanh>(values, derivatives); break;
            case Activation.LeakyReLU: ApplyWithDerivative<LeakyReLU>(values, derivatives); break;
            case Activation.GELU: ApplyWithDerivative<GELU>(values, derivatives); break;
            case Activation.SiLU: ApplyWithDerivative<SiLU>(values, derivatives); break;
            default: throw Unknown(activation);
        }
    }

    private static ArgumentOutOfRangeException Unknown(Activation activation) =>
        new(nameof(activation), activation, "Unknown activation.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(Span<float> values) where TFunction : struct, IFunction
    {
        foreach (ref var z in MemoryMarshal.Cast<float, Vector<float>>(values))
            z = TFunction.Value(z);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyWithDerivative<TFunction>(Span<float> values, Span<float> derivatives)
        where TFunction : struct, IFunction
    {
        var outputs = MemoryMarshal.Cast<float, Vector<float>>(values);
        var slopes = MemoryMarshal.Cast<float, Vector<float>>(derivatives)[..outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var value = TFunction.Value(outputs[i]);
            slopes[i] = TFunction.Derivative(outputs[i], value);
            outputs[i] = value;
        }
    }

    private interface IFunction
    {
        static abstract Vector<float> Value(Vector<float> z);

        static abstract Vector<float> Derivative(Vector<float> z, Vector<float> value);
    }

    private readonly struct ReLU : IFunction
    {
        public static Vector<float> Value(Vector<float> z) => Vector.Max(z, Vector<float>.Zero);

        // At z = 0, where there is none, the derivative is taken as 0, as libtorch does.
        public static Vector<float> Derivative(Vector<float> z, Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
    }

    private readonly struct Sigmoid : IFunction
    {
        public static Vector<float> Value(Vector<float> z) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-z));

        public static Vector<float> Derivative(Vector<float> z, Vector<float> value) => value * (Vector<float>.One - value);
    }

    private readonly struct Tanh : IFunction
    {
        // (1 - e) / (1 + e) with e = exp(-2|z|) never overflows; the sign is put back at the end.
        public static Vector<float> Value(Vector<float> z)
        {
            var e = Vector.Exp(Vector.Abs(z) * -2f);
            return Vector.CopySign((Vector<float>.One - e) / (Vector<float>.One + e), z);
        }

        public static Vector<float> Derivative(Vector<float> z, Vector<float> value) => Vector<float>.One - (value * value);
    }

    private readonly struct LeakyReLU : IFunction
    {
        public static Vector<float> Value(Vector<float> z) => Vector.Max(z, z * LeakySlope);

        public static Vector<float> Derivative(Vector<float> z, Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<float>.Zero), Vector<float>.One, new Vector<float>(LeakySlope));
    }

    private readonly struct SiLU : IFunction
    {
        public static Vector<float> Value(Vector<float> z) => z / (Vector<float>.One + Vector.Exp(-z));

        // s (1 + z (1 - s)) with s the logistic function of z, and z s = f(z).
        public static Vector<float> Derivative(Vector<float> z, Vector<float> value)
        {
            var s = Vector<float>.One / (Vector<float>.One + Vector.Exp(-z));
            return s + (value * (Vector<float>.One - s));
        }
    }

    private readonly struct GELU : IFunction
    {
        private const float RootHalf = 0.70710678f;
        private const float DensityAtZero = 0.39894228f; // 1 / sqrt(2 pi)

        public static Vector<float> Value(Vector<float> z) => z * Distribution(z, Vector.Exp(z * z * -0.5f));

        // Phi(z) + z phi(z), phi being the density.
        public static Vector<float> Derivative(Vector<float> z, Vector<float> value)
        {
            var e = Vector.Exp(z * z * -0.5f);
            return Distribution(z, e) + (z * e * DensityAtZero);
        }

        /// <summary>
        /// Phi(z) = (1 + erf(z / sqrt 2)) / 2, off by 8e-8 at most: Abramowitz and Stegun 1964, "Handbook of Mathematical
        /// Functions", 7.1.26.
        /// </summary>
        /// <param name="z">z.</param>
        /// <param name="e">exp(-z * z / 2).</param>
        private static Vector<float> Distribution(Vector<float> z, Vector<float> e)
        {
            var t = Vector<float>.One / (Vector<float>.One + (Vector.Abs(z) * (0.3275911f * RootHalf)));
            var polynomial = (((((((t * 1.061405429f) - new Vector<float>(1.453152027f)) * t) + new Vector<float>(1.421413741f)) * t)
                - new Vector<float>(0.284496736f)) * t) + new Vector<float>(0.254829592f);
            // The upper tail at |z|; what lies below z is that for negative z, and the rest for positive.
            var tail = polynomial * t * e * 0.5f;
            return Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), tail, Vector<float>.One - tail);
        }
    }
}
