using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Models;

/// <summary>A fitted network in a model file.</summary>
/// <remarks>
/// Little-endian. int: slots; float[slots]: offset; float[slots]: scale; byte[slots]: 1 where clipped; int: layers; for each
/// layer int: units, byte: activation, float[units * inputs]: weights, float[units]: biases.
/// </remarks>
internal static class NetworkFile
{
    private const string Part = "The network";

    public static void Write(BinaryWriter writer, FittedNetwork network)
    {
        writer.Write(network.Inputs);
        WriteFloats(writer, network.Encoding.Offset);
        WriteFloats(writer, network.Encoding.Scale);
        for (var slot = 0; slot < network.Inputs; slot++)
            writer.Write(network.Encoding.IsClipped(slot));

        writer.Write(network.Members[0].Count);
        foreach (var layer in network.Members[0])
        {
            writer.Write(layer.Units);
            writer.Write((byte)layer.Activation);
            WriteFloats(writer, layer.Weights);
            WriteFloats(writer, layer.Bias);
        }
    }

    /// <exception cref="FormatException">What is read is not a network: the file is damaged or cut short.</exception>
    public static FittedNetwork Read(BinaryReader reader, IExceptionContext context)
    {
        var slots = reader.ReadCount(context, sizeof(byte), Part, minimum: 1);
        var encoding = new InputEncoding(
            ReadFloats(reader, slots, context), ReadFloats(reader, slots, context), ReadFlags(reader, slots, context));

        var layers = new DenseLayer[reader.ReadCount(context, sizeof(byte), Part, minimum: 1)];
        var inputs = slots;
        for (var l = 0; l < layers.Length; l++)
        {
            var units = reader.ReadCount(context, sizeof(byte), Part, minimum: 1);
            reader.CheckRemaining(context, 1, Part);
            var activation = (Activation)reader.ReadByte();
            context.CheckDecode(Enum.IsDefined(activation));
            var weights = ReadFloats(reader, (long)units * inputs, context);
            layers[l] = new DenseLayer(weights, ReadFloats(reader, units, context), activation);
            inputs = units;
        }

        return new FittedNetwork(encoding, [layers]);
    }

    private static void WriteFloats(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            writer.Write(value);
    }

    private static float[] ReadFloats(BinaryReader reader, long count, IExceptionContext context)
    {
        reader.CheckRemaining(context, count * sizeof(float), Part);
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadSingle();
            context.CheckDecode(float.IsFinite(values[i]));
        }

        return values;
    }

    private static bool[] ReadFlags(BinaryReader reader, int count, IExceptionContext context)
    {
        reader.CheckRemaining(context, count, Part);
        var flags = new bool[count];
        context.CheckDecode(reader.Read(MemoryMarshal.AsBytes(flags.AsSpan())) == count);
        return flags;
    }
}
