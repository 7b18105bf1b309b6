using ScottPlot;

namespace MlNetDl.Reports.Drawing;

/// <summary>The dashes of lines.</summary>
/// <remarks>
/// Skia writes a dashed line into SVG as one shape a dash, and complains on the standard error about each. So for SVG a line is drawn
/// solid, with an opacity that stands for its dashes: 255 minus a number from 1; the document then gets them by its own means.
/// </remarks>
internal sealed class LinePatterns
{
    public static readonly LinePattern Dashed = new([9, 5], 0, nameof(Dashed));
    public static readonly LinePattern Dotted = new([2, 4], 0, nameof(Dotted));
    public static readonly LinePattern DashDotted = new([10, 4, 2, 4], 0, nameof(DashDotted));
    public static readonly LinePattern LongDashed = new([16, 5], 0, nameof(LongDashed));

    private readonly Dictionary<byte, (float[] Dashes, byte Alpha)> _byCode = [];

    /// <summary>The pattern of a series, so that it is told by more than its colour.</summary>
    public static LinePattern Of(int series) => (series % 5) switch
    {
        0 => LinePattern.Solid,
        1 => Dashed,
        2 => Dotted,
        3 => DashDotted,
        _ => LongDashed,
    };

    /// <summary>The dashes by the opacity that stands for them, and the line's own opacity.</summary>
    public IReadOnlyDictionary<byte, (float[] Dashes, byte Alpha)> ByCode => _byCode;

    /// <summary>Makes a line solid, with the opacity that stands for its dashes.</summary>
    public void Encode(LineStyle line)
    {
        if (line.Pattern.Intervals is not { Length: > 0 } dashes)
            return;
        var known = _byCode.FirstOrDefault(pair => pair.Value.Alpha == line.Color.A && pair.Value.Dashes.SequenceEqual(dashes)).Key;
        var code = known != 0 ? known : (byte)(254 - _byCode.Count);
        _byCode[code] = (dashes, line.Color.A);
        line.Color = line.Color.WithAlpha(code);
        line.Pattern = LinePattern.Solid;
    }
}
