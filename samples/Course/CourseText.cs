using System.Globalization;

namespace MlNetDl.Samples.Course;

/// <summary>Numbers as the pages show them.</summary>
internal static class CourseText
{
    /// <summary>The values in a list, the same in any culture.</summary>
    public static string Join<T>(IEnumerable<T> values, string format = "", string separator = ", ")
        where T : IFormattable
        => string.Join(separator, values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));
}
