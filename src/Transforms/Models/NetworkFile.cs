using Microsoft.ML.Runtime;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Models;

/// <summary>A fitted network in a model file.</summary>
/// <remarks>
/// Little-endian. int: slots; float[slots]: offset; float[slots]: scale; byte[slots]: 1 where clipped; int: slots in pieces; for each of
/// them int: slot, int: pieces, float[pieces + 1]: edges, float[pieces]: means; int: members; int: layers; for each layer int: units,
/// byte: activation, byte: 1 where the members share the weights, then float[units * inputs]: weights, once or for each member, and for
/// each member float[units]: biases.
/// </remarks>
internal static class NetworkFile
{
    private const string Part = "The network";

    public static void Write(BinaryWriter writer, FittedNetwork network)
    {
        Write(writer, network.Encoding);
        var depth = network.Members[0].Count;
        writer.Write(network.Members.Count);
        writer.Write(depth);
        for (var l = 0; l < depth; l++)
        {
            var layers = network.LayersAt(l);
            var share = MayShare(l, depth) && layers.Length > 1 && MemberLayers.ShareWeights(layers);
            writer.Write(layers[0].Units);
            writer.Write((byte)layers[0].Activation);
            writer.Write(share);
            foreach (var layer in share ? layers[..1] : layers)
                WriteFloats(writer, layer.Weights);
            foreach (var layer in layers)
                WriteFloats(writer, layer.Bias);
        }
    }

    /// <exception cref="FormatException">What is read is not a network: the file is damaged or cut short.</exception>
    public static FittedNetwork Read(BinaryReader reader, IExceptionContext context)
    {
        var encoding = ReadEncoding(reader, context);
        var members = new DenseLayer[reader.ReadCount(context, sizeof(byte), Part, minimum: 1)][];
        var depth = reader.ReadCount(context, sizeof(byte), Part, minimum: 1);
        // Each layer of each member has a bias at least.
        reader.CheckRemaining(context, (long)members.Length * depth * sizeof(float), Part);
        for (var m = 0; m < members.Length; m++)
            members[m] = new DenseLayer[depth];

        var inputs = encoding.Columns;
        for (var l = 0; l < depth; l++)
        {
            var units = reader.ReadCount(context, sizeof(byte), Part, minimum: 1);
            var activation = (Activation)ReadByte(reader, context);
            context.CheckDecode(Enum.IsDefined(activation) && (l < depth - 1 || activation == Activation.Identity));
            var share = ReadFlag(reader, context);
            context.CheckDecode(!share || MayShare(l, depth));
            var weights = new float[members.Length][];
            for (var m = 0; m < weights.Length; m++)
                weights[m] = share && m > 0 ? weights[0] : ReadFloats(reader, (long)units * inputs, context);
            for (var m = 0; m < members.Length; m++)
                members[m][l] = new DenseLayer(weights[m], ReadFloats(reader, units, context), activation);
            inputs = units;
        }

        return new FittedNetwork(encoding, members);
    }

    /// <summary>
    /// Only a hidden layer between others is stored once: members are laid side by side in the first and the last, so that a small
    /// damaged file could ask for much memory.
    /// </summary>
    private static bool MayShare(int layer, int depth) => layer > 0 && layer < depth - 1;

    private static void Write(BinaryWriter writer, InputEncoding encoding)
    {
        writer.Write(encoding.Slots);
        WriteFloats(writer, encoding.Offset);
        WriteFloats(writer, encoding.Scale);
        var slots = Enumerable.Range(0, encoding.Slots);
        foreach (var slot in slots)
            writer.Write(encoding.IsClipped(slot));

        int[] inPieces = [.. slots.Where(slot => encoding.Pieces(slot) is not null)];
        writer.Write(inPieces.Length);
        foreach (var slot in inPieces)
        {
            var pieces = encoding.Pieces(slot)!;
            writer.Write(slot);
            writer.Write(pieces.Means.Length);
            WriteFloats(writer, pieces.Edges);
            WriteFloats(writer, pieces.Means);
        }
    }

    private static InputEncoding ReadEncoding(BinaryReader reader, IExceptionContext context)
    {
        var slots = reader.ReadCount(context, sizeof(byte), Part, minimum: 1);
        var (offset, scale) = (ReadFloats(reader, slots, context), ReadFloats(reader, slots, context));
        var clip = new bool[slots];
        foreach (ref var flag in clip.AsSpan())
            flag = ReadFlag(reader, context);

        var count = reader.ReadCount(context, 2 * sizeof(int), Part);
        if (count == 0)
            return new InputEncoding(offset, scale, clip);
        var pieces = new (float[] Edges, float[] Means)?[slots];
        for (var (i, last) = (0, -1); i < count; i++)
        {
            reader.CheckRemaining(context, sizeof(int), Part);
            var slot = reader.ReadInt32();
            context.CheckDecode(slot > last && slot < slots, "The model file is damaged: its slots in pieces are not in order.");
            pieces[slot] = ReadPieces(reader, context);
            last = slot;
        }

        return new InputEncoding(offset, scale, clip, pieces);
    }

    private static (float[] Edges, float[] Means) ReadPieces(BinaryReader reader, IExceptionContext context)
    {
        var count = reader.ReadCount(context, 2 * sizeof(float), Part, minimum: 1);
        var edges = ReadFloats(reader, (long)count + 1, context);
        for (var t = 0; t < count; t++)
            context.CheckDecode(edges[t] < edges[t + 1], "The model file is damaged: the edges of its pieces do not ascend.");
        var means = ReadFloats(reader, count, context);
        context.CheckDecode(
            Array.TrueForAll(means, mean => mean is >= 0 and <= 1), "The model file is damaged: a piece has a mean outside of 0 to 1.");
        return (edges, means);
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

    private static bool ReadFlag(BinaryReader reader, IExceptionContext context)
    {
        var flag = ReadByte(reader, context);
        context.CheckDecode(flag <= 1);
        return flag == 1;
    }

    private static byte ReadByte(BinaryReader reader, IExceptionContext context)
    {
        reader.CheckRemaining(context, 1, Part);
        return reader.ReadByte();
    }
}
