using Xunit;

namespace MlNetDl.Tests.Conformance;

/// <summary>All that is registered.</summary>
internal static class Registry
{
    private static readonly Dictionary<string, ConformanceSubject> _byName = typeof(ISubjects).Assembly.GetTypes()
        .Where(type => type.IsClass && typeof(ISubjects).IsAssignableFrom(type))
        .SelectMany(type => ((ISubjects)Activator.CreateInstance(type)!).All())
        .ToDictionary(subject => subject.Name);

    public static TheoryData<string> All => [.. _byName.Keys];

    public static TheoryData<string> Trainers => That(subject => subject.Label is not null);

    public static TheoryData<string> Weighted => That(subject => subject.WeightOptions is not null);

    /// <summary>Those whose label can be missing: a Boolean is either true or false.</summary>
    public static TheoryData<string> WithMissingLabels =>
        That(subject => subject.Label is not null and not nameof(SampleRow.Flag));

    /// <summary>Those that read vectors whose slots have names in the sample table.</summary>
    public static TheoryData<string> WithNamedSlots => That(subject => subject.Before is null
        && subject.Inputs.Intersect([nameof(SampleRow.Features), nameof(SampleRow.Singles)]).Any());

    public static IReadOnlyCollection<ConformanceSubject> List => _byName.Values;

    public static ConformanceSubject Of(string name) => _byName[name];

    private static TheoryData<string> That(Func<ConformanceSubject, bool> holds) =>
        [.. _byName.Values.Where(holds).Select(subject => subject.Name)];
}
