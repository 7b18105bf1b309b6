using System.Globalization;

namespace MlNetDl.Samples.Course;

/// <summary>What a topic is run with.</summary>
/// <param name="dataFolder">The folder of a larger data set, or null.</param>
/// <param name="write">Where lines go.</param>
internal sealed class CourseContext(string? dataFolder, Action<string> write)
{
    public string? DataFolder { get; } = dataFolder;

    /// <summary>
    /// Writes a line. Whole numbers are to be the same on every machine; those with a decimal point may differ a little, as sums round
    /// differently on other processors. A line with times, or with what follows from them, is to end in "(measured)".
    /// </summary>
    public void Line(FormattableString text) => write(text.ToString(CultureInfo.InvariantCulture));
}
