using System.Numerics;
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
    /// <summary>Replaces each z by f(z).</summary>
    public static void Apply(Activation activation, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Identity: break;
            case Activation.ReLU: Apply<ReLU>(values); break;
            case Activation.Sigmoid: Apply<Sigmoid>(values); break;
            case Activation.Tanh: Apply<Tanh>(values); break;
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
            default: throw Unknown(activation);
        }
    }

    private static ArgumentOutOfRangeException Unknown(Activation activation) =>
        new(nameof(activation), activation, "Unknown activation.");

    private static void Apply<TFunction>(Span<float> values) where TFunction : struct, IFunction
    {
        foreach (ref var z in MemoryMarshal.Cast<float, Vector<float>>(values))
            z = TFunction.Value(z);
    }

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
}
