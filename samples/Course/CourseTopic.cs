using MlNetDl.Reports;

namespace MlNetDl.Samples.Course;

/// <summary>A topic of the course: a few figures and a picture, which the page of the same name in docs/course shows.</summary>
internal abstract class CourseTopic
{
    /// <summary>What the topic is called by: as an argument, as a page and as a picture.</summary>
    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>One sentence for the list of topics.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether the topic can use a larger data set, <see cref="CourseContext.DataFolder"/>.</summary>
    public virtual bool TakesData => false;

    /// <summary>Writes the topic's figures, the same each time but for those that are measured, and gives its picture.</summary>
    public abstract Picture Run(CourseContext context);
}
