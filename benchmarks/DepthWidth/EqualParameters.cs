namespace MlNetDl.Benchmarks.DepthWidth;

/// <summary>Networks of different depth with about the same number of parameters.</summary>
internal static class EqualParameters
{
    /// <summary>The weights and biases of a network.</summary>
    public static int Count(int inputs, IEnumerable<int> hiddenLayers, int outputs)
    {
        var (count, before) = (0, inputs);
        foreach (var units in hiddenLayers.Append(outputs))
        {
            count += (before + 1) * units;
            before = units;
        }

        return count;
    }

    /// <summary>
    /// Hidden layers of about the same width, the first ones a unit wider than the others where that comes nearer to the number
    /// of parameters.
    /// </summary>
    public static int[] Widths(int inputs, int depth, int outputs, int parameters)
    {
        var candidates =
            from width in Enumerable.Range(1, parameters / (inputs + 1))
            from wider in Enumerable.Range(0, depth)
            select Enumerable.Range(0, depth).Select(layer => layer < wider ? width + 1 : width).ToArray();
        return candidates.MinBy(widths => Math.Abs(Count(inputs, widths, outputs) - parameters))!;
    }
}
