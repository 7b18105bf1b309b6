namespace MlNetDl.Samples.Own.Csv;

/// <summary>What is learned.</summary>
internal enum TaskKind
{
    Multiclass,
    Binary,
    Regression,
}
