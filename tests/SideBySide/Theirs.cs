using System.Reflection;
using Microsoft.ML.TorchSharp.NasBert;
using TorchSharp;

namespace MlNetDl.Tests.SideBySide;

/// <summary>The networks inside Microsoft.ML.TorchSharp, which are internal to it.</summary>
internal static class Theirs
{
    // Where its text trainers look, below MLContext.TempFilePath, before they download.
    private const string Weights = "mlnet/NasBert2000000.tsm";

    public static Type Type(string name) =>
        typeof(TextClassificationTrainer).Assembly.GetType($"Microsoft.ML.TorchSharp.{name}", throwOnError: true)!;

    /// <summary>
    /// Puts drawn weights where a download would leave the pretrained ones: what a fit does behind the download can be seen without it.
    /// </summary>
    public static void DrawWeights(string folder)
    {
        var path = Path.Combine(folder, Weights);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        var tokenizer = Type("Extensions.TokenizerExtensions").GetMethod("GetInstance", BindingFlags.Static | BindingFlags.NonPublic)!
            .Invoke(null, [null])!;
        using var model = (torch.nn.Module)Activator.CreateInstance(
            Type("NasBert.Models.ModelForPrediction"), new TextClassificationTrainer.TextClassificationOptions(),
            Property(tokenizer, "PadIndex"), Property(tokenizer, "SymbolsCount"), 2)!;
        ((torch.nn.Module)model.GetType().GetMethod("GetEncoder")!.Invoke(model, null)!).save(path);
    }

    private static object Property(object tokenizer, string name) => tokenizer.GetType().GetProperty(name)!.GetValue(tokenizer)!;
}
