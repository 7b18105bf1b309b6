using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>Copies pipelines, so that several folds can be fitted at once.</summary>
/// <remarks>
/// Estimators of ML.NET keep what they are working on in their own fields while they are fitted: L-BFGS its rows and weights, a calibrator
/// its scores. Two fits of one estimator at once would compute with each other's, and end in wrong models without an error. A copy has
/// fields of its own; so have the estimators in it, and of ML.NET's all that may change while they are fitted. What belongs to the context,
/// data, fitted models and the user's functions are shared. Of an estimator that is not ML.NET's only the estimators in it are copied.
/// </remarks>
internal sealed class EstimatorCopy
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly MethodInfo _clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    private EstimatorCopy()
    {
    }

    public static IEstimator<ITransformer> Of(IEstimator<ITransformer> estimator) =>
        (IEstimator<ITransformer>)new EstimatorCopy().Copy(estimator, isPart: false)!;

    /// <param name="value">What is copied, or shared.</param>
    /// <param name="isPart">Whether it is part of something of ML.NET's.</param>
    private object? Copy(object? value, bool isPart)
    {
        if (value is null || IsShared(value))
            return value;
        if (_copies.TryGetValue(value, out var known))
            return known;

        var type = value.GetType();
        return value switch
        {
            Array array => isPart || HasEstimators(array) ? CopyArray(array, isPart) : value,
            Delegate function => isPart && function.Target is { } target && IsMlNets(target.GetType())
                ? Delegate.CreateDelegate(type, Copy(target, isPart), function.Method)
                : value,
            _ when IsEstimator(type) || (isPart && IsCopiedPart(type)) => CopyFields(value, IsMlNets(type) || isPart),
            _ => value,
        };
    }

    private Array CopyArray(Array array, bool isPart)
    {
        var copy = (Array)array.Clone();
        _copies.Add(array, copy);
        var element = array.GetType().GetElementType()!;
        if (array.Rank == 1 && !element.IsPrimitive && element != typeof(string))
        {
            for (var i = 0; i < copy.Length; i++)
                copy.SetValue(Copy(copy.GetValue(i), isPart), i);
        }

        return copy;
    }

    private object CopyFields(object value, bool arePartsOfMlNets)
    {
        var copy = _clone.Invoke(value, null)!;
        if (!value.GetType().IsValueType)
            _copies.Add(value, copy);
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(Own).Where(field => !field.FieldType.IsPrimitive))
            {
                var part = field.GetValue(copy);
                var copied = Copy(part, arePartsOfMlNets);
                if (!ReferenceEquals(part, copied))
                    field.SetValue(copy, copied);
            }
        }

        return copy;
    }

    private static bool IsShared(object value) => value
        is string or Type or IHostEnvironment or IChannelProvider or IDataView or ITransformer or IPredictor or IDisposable
        or DataViewType or DataViewSchema or SchemaShape;

    private static bool HasEstimators(Array array) =>
        !array.GetType().GetElementType()!.IsValueType && array.Cast<object?>().Any(part => part is not null && IsEstimator(part.GetType()));

    private static bool IsEstimator(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEstimator<>));

    /// <summary>Of .NET's own that is lists, and generators of random numbers with what they consist of.</summary>
    private static bool IsCopiedPart(Type type) =>
        IsMlNets(type) || type == typeof(Random) || type.DeclaringType == typeof(Random)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>));

    private static bool IsMlNets(Type type) => type.Assembly.FullName!.StartsWith("Microsoft.ML.", StringComparison.Ordinal);
}
