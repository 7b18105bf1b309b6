using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cultures that the cases of the one-hot encoding are run under, each of which spells or sorts in its own way.</summary>
public static class Cultures
{
    public const string Turkish = "tr-TR", Swedish = "sv-SE", Arabic = "ar-SA";

    internal static string[] Names { get; } = ["", Turkish, Swedish, Arabic];

    public static TheoryData<string> All { get; } = [.. Names];

    /// <summary>Each of the cases under each of the cultures.</summary>
    public static TheoryData<string, string> Under(IEnumerable<string> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var id in cases)
        {
            foreach (var culture in Names)
                data.Add(id, culture);
        }

        return data;
    }
}
