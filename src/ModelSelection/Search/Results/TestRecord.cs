namespace MlNetDl.ModelSelection.Search;

/// <summary>Keeps that the test set was looked at: in the study file, or in memory where there is none.</summary>
internal sealed class TestRecord(string study, string? path)
{
    private TestEvaluation? _inMemory;

    public TestEvaluation? Latest()
    {
        if (path is null)
            return _inMemory;
        using var file = StudyFile.Open(path);
        return file.LatestTest(study);
    }

    public void Keep(TestEvaluation evaluation)
    {
        _inMemory = evaluation;
        if (path is null)
            return;
        using var file = StudyFile.Open(path);
        file.KeepTest(evaluation);
    }
}
