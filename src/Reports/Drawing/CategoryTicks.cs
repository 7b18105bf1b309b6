using ScottPlot;
using ScottPlot.TickGenerators;

namespace MlNetDl.Reports.Drawing;

/// <summary>Names at whole numbers from 0, in as much room as there is.</summary>
internal static class CategoryTicks
{
    /// <summary>The pixels that a line of text needs.</summary>
    public const float Line = PictureStyle.TextSize;

    private const float Gap = 10;

    /// <summary>The names along the bottom, each shortened to its room; upright where that is too little.</summary>
    public static void AlongBottom(PictureCanvas canvas, IReadOnlyList<string> names)
    {
        var room = canvas.DataWidth / names.Count;
        var widest = names.Max(name => PictureFont.Width(name, PictureStyle.TextSize));
        var axis = canvas.Plot.Axes.Bottom;
        if (widest + Gap <= room)
        {
            axis.TickGenerator = Ticks(names, 1);
            return;
        }

        var most = canvas.Height * 0.25f;
        axis.TickGenerator = Ticks([.. names.Select(name => PictureFont.Shorten(name, most, PictureStyle.TextSize))], Step(room));
        axis.TickLabelStyle.Rotation = -90;
        axis.TickLabelStyle.Alignment = Alignment.MiddleRight;
        axis.MinimumSize = Math.Min(widest, most) + 40;
        canvas.Bottom = axis.MinimumSize + 6;
    }

    /// <summary>The names along the left, from the top.</summary>
    public static void AlongLeft(PictureCanvas canvas, IReadOnlyList<string> names)
    {
        var most = canvas.Width * 0.3f;
        string[] shown = [.. names.Select(name => PictureFont.Shorten(name, most, PictureStyle.TextSize))];
        canvas.Left = 44 + shown.Max(name => PictureFont.Width(name, PictureStyle.TextSize));
        canvas.Plot.Axes.Left.TickGenerator = Ticks(shown, Step(canvas.DataHeight / names.Count), names.Count - 1);
    }

    private static int Step(float room) => Math.Max(1, (int)MathF.Ceiling(Line / room));

    private static NumericManual Ticks(IReadOnlyList<string> names, int step, int? last = null)
    {
        int[] shown = [.. Enumerable.Range(0, names.Count).Where(i => i % step == 0)];
        return new NumericManual([.. shown.Select(i => (double)(last is { } top ? top - i : i))], [.. shown.Select(i => names[i])]);
    }
}
