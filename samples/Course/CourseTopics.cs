namespace MlNetDl.Samples.Course;

/// <summary>The topics, in the order in which they build on one another.</summary>
internal static class CourseTopics
{
    public static IReadOnlyList<CourseTopic> All { get; } =
    [
        new MissingValuesTopic(),
        new SharedMemoryTopic(),
        new GradientsTopic(),
        new ForwardBackwardTopic(),
        new LinearRegressionTopic(),
        new SoftmaxRegressionTopic(),
        new PerceptronXorTopic(),
        new DigitsTopic(),
        new ActivationsTopic(),
        new DepthWidthTopic(),
        new GeneralizationTopic(),
        new ValidationTopic(),
        new OverUnderfittingTopic(),
        new RandomSearchTopic(),
        new BalancedValidationTopic(),
        new WeightDecayTopic(),
        new DropoutTopic(),
    ];
}
