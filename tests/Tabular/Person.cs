using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Tabular;

/// <summary>A row with columns of every kind.</summary>
internal sealed class Person
{
    public float Age { get; set; }

    public double Income { get; set; }

    public int Children { get; set; }

    public string? City { get; set; }

    public bool Member { get; set; }

    [VectorType(2)]
    public float[] Tests { get; set; } = [];

    public bool Label { get; set; }

    /// <summary>Four of them; the age, the city and a test are missing here and there.</summary>
    public static Person[] Four =>
    [
        new() { Age = 30, Income = 100.5, Children = 2, City = "Rome", Member = true, Tests = [1, 10], Label = true },
        new() { Age = float.NaN, Income = 50, Children = 0, City = "Oslo", Member = false, Tests = [3, 20] },
        new() { Age = 20, Income = 70, Children = 0, City = null, Member = true, Tests = [float.NaN, 30], Label = true },
        new() { Age = 50, Income = 80, Children = 1, City = "Rome", Member = true, Tests = [2, 40] },
    ];

    /// <summary>Seeded rows, of which the label can be learned; every seventh age and every fifth city are missing.</summary>
    public static Person[] Many(int rows, int seed = 1)
    {
        var random = new Random(seed);
        string[] cities = ["Oslo", "Rome", "Wien"];
        return [.. Enumerable.Range(0, rows).Select(row =>
        {
            var age = random.Next(20, 70);
            var city = random.Next(cities.Length);
            return new Person
            {
                Age = row % 7 == 3 ? float.NaN : age,
                Income = 1000 * random.NextDouble(),
                Children = random.Next(4),
                City = row % 5 == 2 ? null : cities[city],
                Member = random.Next(2) == 0,
                Tests = [random.NextSingle(), row % 11 == 0 ? float.NaN : random.NextSingle()],
                Label = age + (10 * city) > 55,
            };
        })];
    }

    public static IDataView View(MLContext context, IEnumerable<Person> rows) => context.Data.LoadFromEnumerable(rows);
}
