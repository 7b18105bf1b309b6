using System.Globalization;
using MlNetDl.Tests.OneHot;
using Xunit;

namespace MlNetDl.Tests.Cases;

public class CulturesTests
{
    /// <summary>In .NET's globalization-invariant mode all cultures are alike, and the runs under each prove nothing.</summary>
    [Fact]
    public void The_cultures_differ_where_a_culture_can_do_harm()
    {
        Assert.Equal("\u0130", CultureInfo.GetCultureInfo(Cultures.Turkish).TextInfo.ToUpper("i"));
        Assert.Equal("\u2212" + "0,5", (-0.5).ToString(CultureInfo.GetCultureInfo(Cultures.Swedish)));
        Assert.True(CultureInfo.GetCultureInfo(Cultures.Swedish).CompareInfo.Compare("\u00e4", "z") > 0);
        Assert.True(CultureInfo.InvariantCulture.CompareInfo.Compare("\u00e4", "z") < 0);
        Assert.NotEqual("NaN", double.NaN.ToString(CultureInfo.GetCultureInfo(Cultures.Arabic)));
        Encoding.UnderCulture(Cultures.Arabic, () => Assert.Equal("0\u066b5", $"{0.5}"));
    }
}
