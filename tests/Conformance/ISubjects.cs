namespace MlNetDl.Tests.Conformance;

/// <summary>Registers an estimator for the conformance suite; every class that implements it is found.</summary>
internal interface ISubjects
{
    /// <summary>The estimator in each of its variants.</summary>
    IEnumerable<ConformanceSubject> All();
}
