namespace MlNetDl.Samples.Own.Csv;

/// <summary>The file cannot be learned from as it is; the message says what to do about it.</summary>
internal sealed class UnusableDataException(string message) : Exception(message);
