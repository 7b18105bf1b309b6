using System.Globalization;
using Microsoft.ML;
using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Predictor;

/// <summary>Prints what models make of data, as a program of the culture given that knows nothing of what they consist of.</summary>
internal static class AnyModel
{
    /// <summary>The files are a model and the data for it, as ML.NET's binary format has it, in turn.</summary>
    public static void Print(string culture, string[] files)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
        Console.WriteLine($"loaded before: {Loaded()}");

        var mlContext = new MLContext();
        foreach (var pair in files.Chunk(2))
        {
            var data = mlContext.Data.LoadFromBinary(pair[1]);
            foreach (var line in VisibleColumns.Lines(mlContext.Model.Load(pair[0], out _).Transform(data)))
                Console.WriteLine(line);
        }

        Console.WriteLine($"loaded after: {Loaded()}");
    }

    /// <summary>The assemblies of the library that are in the process.</summary>
    private static string Loaded() => string.Join(", ", AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly != typeof(AnyModel).Assembly)
        .Select(assembly => assembly.GetName().Name!)
        .Where(name => name.StartsWith("MlNetDl", StringComparison.Ordinal)));
}
