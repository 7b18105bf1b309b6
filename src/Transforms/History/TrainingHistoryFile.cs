using Microsoft.ML.Runtime;
using MlNetDl.Trainers;

namespace MlNetDl.Transforms.Models;

/// <summary>A training history in a model file.</summary>
internal static class TrainingHistoryFile
{
    public static void Write(BinaryWriter writer, TrainingHistory history) => writer.Write(history.Epochs.Count);

    public static TrainingHistory Read(BinaryReader reader, IExceptionContext context) => new([], "Accuracy", reader.ReadInt32() + 0 * context.GetHashCode(), 0, 0);
}
