using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>An estimator copies its options when it is made, and writes to none.</summary>
public class OptionsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Options_changed_after_the_estimator_was_made_change_nothing(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Training(_mlContext);
        var options = subject.Options();
        var estimator = subject.Make(_mlContext, options);
        var expected = RowLines.Of(estimator.Fit(data).Transform(data));

        var changed = Properties(options).Count(property => Change(property, options));

        Assert.Equal(Properties(options).Any(), changed > 0);
        Assert.Equal(expected, RowLines.Of(estimator.Fit(data).Transform(data)));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Neither_making_nor_fitting_it_writes_to_the_options(string name)
    {
        var subject = Registry.Of(name);
        var options = subject.Options();
        var before = Text(options);

        subject.Make(_mlContext, options).Fit(subject.Training(_mlContext));

        Assert.Equal(before, Text(options));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void It_can_be_made_without_options_and_with_new_ones(string name)
    {
        var subject = Registry.Of(name);

        Assert.NotNull(subject.Make(_mlContext, null!));
        Assert.NotNull(subject.Make(_mlContext, Activator.CreateInstance(subject.Options().GetType())!));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_value_that_makes_no_sense_is_refused_when_it_is_made_and_the_option_is_named(string name)
    {
        var subject = Registry.Of(name);
        foreach (var property in Properties(subject.Options()))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? senseless = type == typeof(float) ? float.NaN
                : type == typeof(double) ? double.NaN
                : type == typeof(int) && property.Name != "Seed" ? -1
                : type.IsEnum ? Enum.ToObject(type, 99)
                : type == typeof(string) ? " "
                : null;
            if (senseless is null)
                continue;
            var options = subject.Options();
            property.SetValue(options, senseless);
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => subject.Make(_mlContext, options));
            Assert.Contains($"{property.Name} ", error.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<PropertyInfo> Properties(object options) =>
        options.GetType().GetProperties().Where(property => property.CanWrite);

    private static string[] Text(object options) =>
        [.. Properties(options).Select(property => $"{property.Name} {JsonSerializer.Serialize(property.GetValue(options))}")];

    /// <summary>Changes the value in place if it can be, and else puts another in its place.</summary>
    private static bool Change(PropertyInfo property, object options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var value = property.GetValue(options);
        if (value is IDictionary dictionary)
        {
            foreach (var list in dictionary.Values.OfType<object[]>())
                list[0] = "changed";
            dictionary["changed"] = new object[] { "changed" };
            return true;
        }

        if (value is Array { Length: > 0 } array)
        {
            array.SetValue(Other(array.GetValue(0)!.GetType(), array.GetValue(0)), 0);
            return true;
        }

        // The options of another estimator that it makes use of.
        if (value is not null && type.Name == "Options")
            return Properties(value).ToArray().Select(inner => Change(inner, value)).ToArray().Contains(true);

        if (Other(type, value) is not { } other)
            return false;
        property.SetValue(options, other);
        return true;
    }

    private static object? Other(Type type, object? value) =>
        type == typeof(int) ? (int?)value is { } number ? number + 1 : 3
        : type == typeof(float) ? (float?)value is { } single ? single / 2 + 0.1f : 0.25f
        : type == typeof(double) ? 0.25
        : type == typeof(bool) ? !(bool)value!
        : type == typeof(string) ? "changed"
        : type.IsEnum ? Enum.GetValues(type).Cast<object>().First(member => !member.Equals(value))
        : null;
}
