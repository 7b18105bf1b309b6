using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Course;

/// <summary>Which topic, and what becomes of its picture.</summary>
internal sealed class CourseSettings : CommandSettings
{
    public const string All = "all";

    [CommandArgument(0, "[TOPIC]")]
    [Description("The topic, or all of them by \"all\"; without it, the topics are listed.")]
    public string? Topic { get; set; }

    [CommandOption("--data <DIR>")]
    [Description("The folder of a larger data set, for the topics that can use one.")]
    public string? Data { get; set; }

    [CommandOption("--picture <FILE>")]
    [Description("Where the topic's picture is saved, as .svg or .png.")]
    public string? Picture { get; set; }

    [CommandOption("--write <DIR>")]
    [Description("With \"all\": the folder of the course's pages, whose pictures and figures are written anew.")]
    public string? Write { get; set; }

    public override ValidationResult Validate()
    {
        if (Topic is not (null or All) && CourseTopics.All.All(topic => topic.Name != Topic))
            return ValidationResult.Error($"TOPIC is '{Topic}'; it must be {All}, or one of {Names(CourseTopics.All)}.");
        var takers = CourseTopics.All.Where(topic => topic.TakesData);
        if (Data is not null && takers.All(topic => topic.Name != Topic))
            return ValidationResult.Error($"--data is '{Data}'; it takes the TOPIC {Names(takers)}.");
        if (Data is not null && !Directory.Exists(Data))
            return ValidationResult.Error($"--data is '{Data}'; it must be a folder.");
        if (Picture is not null && Topic is (null or All))
            return ValidationResult.Error($"--picture is '{Picture}'; it takes one TOPIC.");
        if (Picture is not null && Path.GetExtension(Picture).ToLowerInvariant() is not (".svg" or ".png"))
            return ValidationResult.Error($"--picture is '{Picture}'; it must end in .svg or .png.");
        if (Write is not null && Topic != All)
            return ValidationResult.Error($"--write is '{Write}'; it takes the TOPIC {All}.");
        return Write is null || Directory.Exists(Write)
            ? ValidationResult.Success()
            : ValidationResult.Error($"--write is '{Write}'; it must be a folder with a page of each topic.");
    }

    private static string Names(IEnumerable<CourseTopic> topics) => string.Join(", ", topics.Select(topic => topic.Name));
}
