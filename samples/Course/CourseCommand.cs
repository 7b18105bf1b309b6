using Spectre.Console.Cli;

namespace MlNetDl.Samples.Course;

/// <summary>The course: what a neural network is made of, topic by topic, each with its figures and its picture.</summary>
internal sealed class CourseCommand : Command<CourseSettings>
{
    public override int Execute(CommandContext context, CourseSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Topic is null)
            List();
        else if (settings.Write is not null)
            WritePages(settings.Write, cancellationToken);
        else if (settings.Topic == CourseSettings.All)
            RunAll(cancellationToken);
        else
            Run(CourseTopics.All.Single(topic => topic.Name == settings.Topic), settings);
        return 0;
    }

    private static void List()
    {
        var width = CourseTopics.All.Max(topic => topic.Name.Length);
        foreach (var topic in CourseTopics.All)
            Output.Line($"{topic.Name.PadRight(width)}  {topic.Summary}");
    }

    private static void Run(CourseTopic topic, CourseSettings settings)
    {
        var picture = topic.Run(new CourseContext(settings.Data, Print));
        if (settings.Picture is not null)
            picture.Save(settings.Picture);
    }

    private static void RunAll(CancellationToken cancellationToken)
    {
        foreach (var topic in CourseTopics.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Output.Heading(topic.Title);
            topic.Run(new CourseContext(dataFolder: null, Print));
        }
    }

    private static void WritePages(string folder, CancellationToken cancellationToken)
    {
        string[] names = [.. CourseTopics.All.Select(topic => topic.Name)];
        for (var i = 0; i < CourseTopics.All.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, $"{names[i]}.md");
            var page = CoursePage.Read(path);
            var lines = new List<string>();
            var picture = CourseTopics.All[i].Run(new CourseContext(dataFolder: null, lines.Add));
            picture.Save(Path.ChangeExtension(path, ".svg"));
            page.With(string.Join('\n', lines), picture.AlternativeText, CoursePage.LinksFrom(i, names)).Save(path);
            Output.Line($"{path}");
        }
    }

    private static void Print(string line) => Output.Line($"{line}");
}
