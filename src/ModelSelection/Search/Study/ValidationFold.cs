using Microsoft.ML;

namespace MlNetDl.ModelSelection.Search;

/// <summary>ML.NET keeps the constructor of its pair of sets internal.</summary>
internal static class ValidationFold
{
    public static DataOperationsCatalog.TrainTestData Of(IDataView train, IDataView validation) => new(train, validation);
}
